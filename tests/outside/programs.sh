#!/bin/sh
# Installs Debian's packages of programs that the tests run and that are not there yet. Never fails: the tests say what they lack.

wanted() {
    want() { # package, and what shows that it is not needed: one of these commands, or a file
        package=$1; shift
        for sign; do command -v "$sign" > /dev/null || [ -e "$sign" ] && return; done
        echo "$package"
    }
    want chromium-headless-shell chromium-headless-shell chromium chromium-browser google-chrome
    want libreoffice-calc-nogui soffice libreoffice
    want default-jre-headless java
    want poppler-utils pdftotext
    want openssh-client ssh-keygen
    # Arial, which sheets name, has these measures: with any other font columns would be too narrow.
    want fonts-liberation /usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf
}

install() {
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends $(wanted) > /dev/null
}

[ -z "$(wanted)" ] && exit
if command -v apt-get > /dev/null; then
    echo "installing" $(wanted)
    # Where there are no lists of packages yet, or old ones, fetch them.
    install 2> /dev/null || { apt-get update --quiet > /dev/null && install; }
fi
[ -z "$(wanted)" ] || echo "WARNING: these could not be installed, so tests that need them are left out:" $(wanted)
exit 0
