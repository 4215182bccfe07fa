/** What the hint list says about the bot's command: word, form, meaning. */
export const subcommands = [
    ['start', '[title] [--sev 1-4] [--service NAME] [--private] [--drill]', 'Open an incident channel with checklist, deploys and card'],
    ['note', 'TEXT [at WHEN]', 'Put a line into the timeline'],
    ['checklist', '', 'Bring the checklist down here'],
    ['deploys', '', 'Show the deploys that may have caused it'],
    ['timeline', '', 'Show the timeline so far'],
    ['status', 'investigating|identified|mitigated|resolved|closed|cancelled [sentence]', 'Say how far you are'],
    ['update', 'TEXT', 'Tell everyone how it stands'],
    ['cancel', '[reason]', 'End a false alarm'],
    ['severity', '1-4', 'Set the severity, 1 is the worst'],
    ['role', 'commander|scribe|comms @person|me|none', 'Give somebody a role'],
    ['impact', 'TEXT', 'Say who is affected and how'],
    ['time', 'impact-start|detected|declared|mitigated|resolved|closed WHEN', 'Correct a milestone'],
    ['postmortem', '', 'Write the postmortem draft'],
    ['export', '', 'Upload the postmortem as Markdown'],
    ['list', '', 'List the incidents'],
    ['help', '', 'Explain all of this'],
];
