// The stories with what templates ask of them again and again, made once when a build starts.
import fs from "node:fs";
import { createRequire } from "node:module";

const fetched = createRequire(process.env.PEERS_PACKAGE);
const yaml = fetched("js-yaml");
const markdown = fetched("markdown-it")({ html: true });

export const TODAY = "2026-11-24";
export const verdicts = JSON.parse(fs.readFileSync("verdicts.json", "utf8"));
for (const verdict of Object.values(verdicts)) {
  const sign = `<svg class="sign" aria-hidden="true"><use href="#sign-${verdict.sign}"/></svg>`;
  verdict.signed = sign + verdict.label;
  verdict.badge = `<b class="verdict hue-${verdict.hue}" data-verdict="${verdict.key}">${sign}<span>${verdict.label}</span></b>`;
  verdict.small = `<svg class="sign hue-${verdict.hue}"><use href="#sign-${verdict.sign}"/></svg>`;
}

export const slugged = (name) =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

export function groupBy(values, key) {
  const groups = new Map();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group) group.push(value);
    else groups.set(key(value), [value]);
  }
  return groups;
}

function prepared(story) {
  const byId = new Map(story.claims.map((claim) => [claim.id, claim]));
  for (const source of Object.values(story.sources)) Object.assign(source, { uses: [], events: 0 });
  for (const claim of story.claims) {
    claim.href = `/${story.slug}/claims/${claim.id}/`;
    claim.passage = `/${story.slug}/#c-${claim.id}`;
    claim.story = story;
    claim.verdict = verdicts[claim.verdict];
    claim.explanation = markdown.render(claim.explanation);
    for (const use of claim.sources) {
      use.source = story.sources[use.id];
      use.source.uses.push({ claim, excerpt: use.excerpt });
    }
    if (claim.check && claim.sources.every(({ id }) => id !== claim.check.source)) {
      story.sources[claim.check.source].uses.push({ claim });
    }
  }
  for (const event of story.timeline) {
    event.text = markdown.render(event.text);
    event.story = story;
    event.claims = event.claims.map((id) => byId.get(id));
    event.sources = event.sources.map((id) => story.sources[id]);
    for (const source of event.sources) source.events += 1;
  }
  story.kinds = grouped(story.claims);
  story.kinds.forEach(({ claims }, i) => claims.forEach((claim) => (claim.kind = i + 1)));
  story.tally = story.claims.map((claim) => claim.verdict.small).join("");
  const counts = story.kinds.map(({ verdict, claims }) => {
    return `${claims.length} ${claims.length === 1 ? verdict.one : verdict.many}`;
  });
  story.counts = `${story.claims.length} affirmations : ${counts.join(", ")}`;
  story.checked = story.claims.map((claim) => claim.checked).reduce((a, b) => (a > b ? a : b));
  story.years = years(story.timeline);
  return story;
}

// Claims under each verdict, in the order of the scale.
export function grouped(claims) {
  const groups = groupBy(claims, (claim) => claim.verdict);
  return Object.values(verdicts)
    .filter((verdict) => groups.has(verdict))
    .map((verdict) => ({ verdict, claims: groups.get(verdict) }));
}

const MONTHS = new Map();

// Milestones, which are in order, by years; those that begin at once lie one below another.
export function years(events) {
  return [...groupBy(events, (event) => event.year)].map(([label, events]) => {
    let [lane, lanes, starts] = [0, 0, ""];
    const marks = events.map((event) => {
      if (event.length) {
        lane = event.starts === starts ? lane + 1 : 1;
        starts = event.starts;
        lanes = Math.max(lane, lanes);
      }
      return { event, y: event.length && 28 + 10 * lane };
    });
    if (!MONTHS.has(label)) MONTHS.set(label, months(Number(label)));
    const now = TODAY.startsWith(label) && share(new Date(TODAY));
    return { label, events, marks, lanes, months: MONTHS.get(label), now };
  });
}

const months = (year) =>
  [..."JFMAMJJASOND"].map((label, month) => ({ label, at: share(new Date(Date.UTC(year, month))) }));

function share(day) {
  const [first, after] = [0, 1].map((later) => Date.UTC(day.getUTCFullYear() + later, 0));
  return `${((100 * (day - first)) / (after - first)).toFixed(2)}%`;
}

export const stories = fs
  .readdirSync("claims")
  .map((name) => prepared(yaml.load(fs.readFileSync(`claims/${name}`, "utf8"))))
  .sort((a, b) => (a.date < b.date ? 1 : -1));

export const claims = new Map(
  stories.flatMap((story) => story.claims.map((claim) => [claim.href, claim])),
);

const collator = new Intl.Collator("fr");
export const byName = ([one], [other]) => collator.compare(one, other);

export const claimants = new Map(
  [...groupBy(claims.values(), (claim) => claim.claimant.name)].sort(byName),
);
