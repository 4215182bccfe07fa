using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Commands;

/// <summary>Tells a person what can be typed.</summary>
internal static class HelpCard
{
    /// <summary>The verb that asks for it.</summary>
    public static readonly CommandVerb Verb = new(
        new CommandForm("help", "help", "See this list.", "help", HelpGroup.Begin, 4), static _ => new HelpCommand(), "?");

    /// <summary>All commands, grouped by when they are needed.</summary>
    /// <param name="forms">The commands, in their order.</param>
    /// <param name="asked">When the person asked; UTC.</param>
    /// <param name="roles">The roles that there are besides the usual ones; null: none.</param>
    public static Card Compose(IReadOnlyList<CommandForm> forms, DateTimeOffset asked, IReadOnlyList<string>? roles = null)
    {
        var parts = new List<CardPart>();
        var lines = new List<string>();
        foreach (var group in forms.GroupBy(form => form.Group))
        {
            var text = new RichText([]).Bold(Heading(group.Key));
            foreach (var form in group)
            {
                text = text.Plain("\n").Command(form.Usage).Plain("  " + form.Purpose);
                lines.Add($"{CommandGrammar.Prefix} {form.Usage}: {form.Purpose}");
            }

            parts.Add(new Paragraph(text));
        }

        var kinds = string.Concat(
            forms.Where(form => form.Kinds.Count > 0)
                .Select(form => $"KIND of a {form.Verb}, also in front as “{form.Kinds[0]}: …”: {string.Join(", ", form.Kinds)}. "));
        var hint = $"{kinds}WHEN is {When.Forms}. In a thread, mention the bot instead of typing {CommandGrammar.Prefix}.";
        if (roles is { Count: > 0 })
            hint = $"Other roles here: {string.Join(", ", roles)}. {hint}";
        parts.Add(new SmallPrint(hint));
        return new Card($"All commands: {string.Join(" ", lines)} {hint} (Asked {When.ToTheSecond(asked)})", parts);
    }

    private static string Heading(HelpGroup group) => group switch
    {
        HelpGroup.Begin => "Begin",
        HelpGroup.Respond => "Respond",
        HelpGroup.KeepTheRecord => "Keep the record",
        _ => "Learn",
    };
}
