using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Changes.Told;

/// <summary>The one line that tells an incident's channel of a change during the incident; edited as the change goes on.</summary>
internal static class ToldChangeCard
{
    private const int LongestDescription = 200;

    /// <summary>The line.</summary>
    public static Card Of(ServiceChange change)
    {
        var line = ChangeWording.Named(change, new RichText([])).Plain($" {ChangeWording.FateInWords(change)}");
        if (change.Environment is not null)
            line = line.Plain($" in {change.Environment}");
        if (change.Details.RollbackOf is { } taken)
            line = line.Plain(", a rollback of ").Code(taken);
        line = line.Plain(", ").Time(change.At);
        if (change.By is not null)
            line = line.Plain($", by {change.By}");
        if (change.Url is not null)
            line = line.Plain(", ").Link(change.Url, "view");
        if (change.Description is { } said)
            line = line.Plain("\n" + OneLine.Of(said, LongestDescription));
        return new Card(line.ToPlainText(), [new Paragraph(line)]);
    }
}
