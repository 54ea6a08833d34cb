// Reads iCalendar files with ical.js and prints what it understood, as JSON: node icaljs.mjs LIBRARY FILE...
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, ...files] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(library));

const values = (component) =>
  component.getAllProperties().map((property) => ({
    name: property.name,
    type: property.type,
    parameters: property.jCal[1],
    values: property.getValues().map(String),
  }));

// An instant that is not one throws here, though the parser itself let it pass.
const instant = (time) => time && (time.isDate ? time.toString() : time.toJSDate().toISOString());

const event = (component) => {
  const read = new ICAL.Event(component);
  return {
    uid: read.uid,
    summary: read.summary,
    description: read.description,
    location: read.location,
    sequence: read.sequence,
    status: component.getFirstPropertyValue("status"),
    start: instant(read.startDate),
    end: instant(read.endDate),
    properties: values(component),
    inside: component.getAllSubcomponents().map((inner) => inner.name),
  };
};

const calendar = (jcal) => {
  const component = new ICAL.Component(jcal);
  return {
    name: component.name,
    properties: values(component),
    inside: component.getAllSubcomponents().map((inner) => inner.name),
    events: component.getAllSubcomponents("vevent").map(event),
  };
};

const read = (file) => {
  const parsed = ICAL.parse(readFileSync(file, "utf8"));
  return calendar(Array.isArray(parsed[0]) ? parsed[0] : parsed);
};

process.stdout.write(JSON.stringify(files.map(read)));
