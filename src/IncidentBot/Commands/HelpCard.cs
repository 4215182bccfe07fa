using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Commands;

/// <summary>Tells a person what can be typed.</summary>
public static class HelpCard
{
    private static readonly (string Heading, string[] Verbs)[] Groups =
    [
        ("Begin", ["start", "list", "checklist", "help"]),
        ("Respond", ["role", "assign", "severity", "impact", "deploys", "status", "update", "cancel"]),
        ("Keep the record", ["note", "timeline", "capture", "sync", "time", "milestones"]),
        ("Learn", ["postmortem", "export"]),
    ];

    /// <summary>All commands, grouped by when they are needed.</summary>
    /// <param name="asked">When the person asked; UTC.</param>
    /// <param name="roles">The roles that there are besides the usual ones; null: none.</param>
    public static Card Compose(DateTimeOffset asked, IReadOnlyList<string>? roles = null)
    {
        var parts = new List<CardPart>();
        var lines = new List<string>();
        foreach (var (heading, verbs) in Groups)
        {
            var text = new RichText([]).Bold(heading);
            foreach (var form in verbs.Select(CommandGrammar.Form))
            {
                text = text.Plain("\n").Code($"{CommandGrammar.Prefix} {form.Usage}").Plain("  " + form.Purpose);
                lines.Add($"{CommandGrammar.Prefix} {form.Usage}: {form.Purpose}");
            }

            parts.Add(new Paragraph(text));
        }

        var hint = $"WHEN is {When.Forms}. In a thread, mention the bot instead of typing {CommandGrammar.Prefix}.";
        if (roles is { Count: > 0 })
            hint = $"Other roles here: {string.Join(", ", roles)}. {hint}";
        parts.Add(new SmallPrint(hint));
        return new Card($"What I understand: {string.Join(" ", lines)} {hint} (Asked {When.ToTheSecond(asked)})", parts);
    }
}
