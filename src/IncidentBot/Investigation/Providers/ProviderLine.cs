using IncidentBot.Chat;

namespace IncidentBot.Investigation.Providers;

/// <summary>The one line that tells a channel of a third party's trouble; edited as it goes on. What others wrote is plain text.</summary>
internal static class ProviderLine
{
    /// <summary>The line.</summary>
    /// <param name="provider">The third party's name in the catalogue.</param>
    /// <param name="trouble">Its trouble.</param>
    /// <param name="checkedAt">As of when; UTC.</param>
    public static Card Of(string provider, ProviderTrouble trouble, DateTimeOffset checkedAt)
    {
        var line = new RichText([]).Bold($"{provider}'s status page").Plain(": ");
        line = trouble.OverAt is { } over
            ? line.Plain("no incident any more, as of ").Time(over).Plain($". Before: {trouble.Words}, since ").Time(trouble.Since)
            : line.Plain($"{trouble.Words}, since ").Time(trouble.Since).Plain(" (as of ").Time(checkedAt).Plain(")");
        line = line.Plain(".");
        if (trouble.Link is { } link)
            line = line.Plain(" ").Link(link, "Read it there").Plain(".");
        if (trouble.Update is { } update && trouble.OverAt is null)
            line = line.Plain($"\n“{update}”");
        return new Card(line.ToPlainText(), [new Paragraph(line)]);
    }
}
