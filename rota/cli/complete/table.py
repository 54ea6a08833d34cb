"""The commands, what each takes and which options it has; made by ``python -m tests.complete_table``, which a test repeats."""

_TABLE = """
 :  : --version --repo=DIR --help
absence :  : --help
absence add : AGENT TEXT TEXT : --as=WHO --means=in-person|phone|paper|file --repo=DIR --help
absence end : MATTER/AGENT TEXT : --as=WHO --means=in-person|phone|paper|file --repo=DIR --help
absence list :  : --open --repo=DIR --help
absence void : MATTER : --as=WHO --means=in-person|phone|paper|file --repo=DIR --help
audit :  : --help
audit anchor :  : --late --as=WHO --repo=DIR --help
audit month : MONTH : --group=GROUP --agent=AGENT --day=TEXT --as=WHO --repo=DIR --help
audit verify :  : --anchor=TEXT --repo=DIR --help
calendar :  : --help
calendar import : FILE : --closures --site+=SITE --only+=TEXT --without+=TEXT --from=TEXT --until=TEXT --dry-run --repo=DIR --help
calendar show : YEAR : --repo=DIR --help
calendar sync : YEAR... : --dry-run --repo=DIR --help
check : MONTH : --group=GROUP --draft=DRAFT --file=FILE --format=auto|full|concise|json|github|gitlab|junit|sarif|markdown --output=FILE --fail-on=must|should --strict --exit-zero --select+=RULE, --ignore+=RULE, --write-baseline --since=TEXT --verify-signatures --repo=DIR --help
close : MONTH : --group=GROUP --until=TEXT --despite --yes --as=WHO --repo=DIR --help
completion : bash|zsh|fish : --help
cover :  : --help
cover accept : MATTER : --for=AGENT --means=in-person|phone|paper|file --format=text|json --as=WHO --repo=DIR --help
cover approve : MATTER : --despite+=RULE --yes --format=text|json --as=WHO --repo=DIR --help
cover decline : MATTER : --for=AGENT --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
cover find : AGENT TEXT : --shift=CELL --all --as=WHO --repo=DIR --help
cover list :  : --all --agent=AGENT --as=WHO --repo=DIR --help
cover offer : AGENT TEXT : --to=AGENT --settle=owed|paid --shift=CELL --format=text|json --as=WHO --repo=DIR --help
cover reject : MATTER : --reason=cover|fairness|hours|notice|rest|skills --as=WHO --repo=DIR --help
cover show : MATTER : --format=text|json --repo=DIR --help
cover void : MATTER : --yes --as=WHO --repo=DIR --help
cover withdraw : MATTER : --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
demand :  : --help
demand forecast : MONTH : --service=SERVICE --history-until=TEXT --dry-run --repo=DIR --help
demand show : MONTH : --day=TEXT --service=SERVICE --format=table|json|csv --repo=DIR --help
diff : ROTA ROTA : --group=GROUP --names --ids --repo=DIR --help
doctor :  : --repo=DIR --help
explain : RULE : --all --format=text|markdown|json --repo=DIR --help
export : MONTH : --to=csv|json|xlsx|html|markdown|board|ics|payroll --for=team|leader|hr --output=FILE --group=GROUP --team=TEAM --draft=DRAFT --names --ids --raw --hanging=FILE --agent=AGENT --all --from=MONTH --employer=EMPLOYER --as=WHO --repo=DIR --help
import : FILE... : --month=MONTH --group=GROUP --codes=FILE --sheet=TEXT --output=FILE --draft --preview --as=WHO --repo=DIR --help
inbox : DIR... : --dry-run --all --as=WHO --repo=DIR --help
init : DIR : --people=FILE --rota+=FILE --help
leave :  : --help
leave approve : MATTER : --as=WHO --repo=DIR --help
leave calendar : MONTH : --group=GROUP --team=TEAM --home=SERVICE --repo=DIR --help
leave draw :  : --from=TEXT --until=TEXT --home=SERVICE --seed=TEXT --verify=DRAW --as=WHO --repo=DIR --help
leave import : FILE : --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
leave list :  : --agent=AGENT --month=MONTH --all --as=WHO --repo=DIR --help
leave refuse : MATTER : --reason=cap|blackout|balance|cover|notice --waitlist --as=WHO --repo=DIR --help
leave request : AGENT TEXT TEXT : --half=morning|afternoon --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
leave show : MATTER : --repo=DIR --help
leave waitlist : MATTER : --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
leave withdraw : MATTER : --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
move : AGENT TEXT CELL : --service=SERVICE --at=TEXT --lunch=TEXT --as=WHO --repo=DIR --help
parity :  : --until=MONTH --group=GROUP --detail --format=text|json|csv --repo=DIR --help
pin : AGENT TEXT : --group=GROUP --draft=DRAFT --as=WHO --repo=DIR --help
plan : MONTH : --from=TEXT --group=GROUP --team=TEAM --time-limit=TEXT --reproducible --yes --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
publish : MONTH : --group=GROUP --draft=DRAFT --reason=absence|demand|staffing|system|first-use --as=WHO --repo=DIR --help
repair : MONTH : --group=GROUP --day=TEXT --choose=TEXT --time-limit=TEXT --format=text|json --as=WHO --repo=DIR --help
round : MONTH : --group=GROUP --open --wishes-until=TEXT --leave-until=TEXT --as=WHO --repo=DIR --help
rules :  : --all --month=MONTH --repo=DIR --help
schema : centre|people|demand|calendar|history|wishes|leave|absence|changes|draws|publication|round|closing|anchors|rota|waivers|baseline|names|rules|check : --write=DIR --help
service : MONTH : --group=GROUP --service=SERVICE --day=TEXT --draft=DRAFT --format=table|json|csv --repo=DIR --help
set : AGENT TEXT CELL : --group=GROUP --draft=DRAFT --as=WHO --repo=DIR --help
show : MONTH : --group=GROUP --agent=AGENT --since=TEXT --team=TEAM --site=SITE --day=TEXT --heat --draft=DRAFT --watch --names --ids --as=WHO --repo=DIR --help
size : YEAR : --group=GROUP --days=TEXT --absence=TEXT --contracts=CONTRACT, --part-time=TEXT --time-limit=TEXT --format=text|json|csv --repo=DIR --help
staff-copy : DIR : --group=GROUP --month+=MONTH --for=AGENT --repo=DIR --help
swap :  : --help
swap accept : MATTER : --for=AGENT --means=in-person|phone|paper|file --format=text|json --as=WHO --repo=DIR --help
swap approve : MATTER : --despite+=RULE --yes --format=text|json --as=WHO --repo=DIR --help
swap decline : MATTER : --for=AGENT --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
swap find : TEXT : --agent=AGENT --all --as=WHO --repo=DIR --help
swap list :  : --all --agent=AGENT --as=WHO --repo=DIR --help
swap reject : MATTER : --reason=cover|fairness|hours|notice|rest|skills --as=WHO --repo=DIR --help
swap request : AGENT TEXT : --with+=AGENT --their-day=TEXT --cover --settle=owed|paid --times-only --means=in-person|phone|paper|file --format=text|json --as=WHO --repo=DIR --help
swap show : MATTER : --format=text|json --repo=DIR --help
swap void : MATTER : --yes --as=WHO --repo=DIR --help
swap withdraw : MATTER : --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
tell : MONTH : --group=GROUP --draft=DRAFT --agent=AGENT --output=DIR --dry-run --as=WHO --repo=DIR --help
unpin : AGENT TEXT : --group=GROUP --draft=DRAFT --as=WHO --repo=DIR --help
waiver :  : --help
waiver draft : RULE : --agent=AGENT --day=TEXT --expires=TEXT --as=WHO --repo=DIR --help
waiver list :  : --expiring=TEXT --format=text|json --repo=DIR --help
whatif : MONTH : --calls=TEXT --absent=TEXT --cap=TEXT --add-agent+=CONTRACT --close+=SITE --group=GROUP --draft=DRAFT --time-limit=TEXT --reproducible --format=text|json --repo=DIR --help
wish :  : --help
wish add : AGENT : --from=TEXT --until=TEXT --pattern=PATTERN --service=SERVICE --day-off --saturday-off --strong --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
wish import : FILE : --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
wish list : AGENT : --month=MONTH --as=WHO --repo=DIR --help
wish none : AGENT MONTH : --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
wish remove : AGENT WISH : --means=in-person|phone|paper|file --as=WHO --repo=DIR --help
"""

COMMANDS: dict[str, tuple[str, str]] = {
    path.strip(): (arguments.strip(), options.strip())
    for path, arguments, options in (line.split(" : ") for line in _TABLE.strip("\n").split("\n"))
}
"""By the command's words: the kinds of its arguments in order, and its options, each with the kind of its value.

A kind in small letters is a list of choices; ``...`` follows an argument that may be given many times, ``+`` such an option.
"""
