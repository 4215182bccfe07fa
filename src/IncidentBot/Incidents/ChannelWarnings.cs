using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>
/// Warns an incident's channel of what people there have to know or to do something about. The first warning is a line of its own; all
/// others go into its thread.
/// </summary>
internal sealed class ChannelWarnings(SentKeys sent)
{
    private const string Reply = "/reply";

    /// <summary>Warns once.</summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose channel.</param>
    /// <param name="key">The same for the same warning; begins as <see cref="Beginnings"/> says.</param>
    /// <param name="text">The warning.</param>
    /// <param name="isFirst">
    /// Whether whatever waits for the channel is to be read after it, unless people there have been warned before.
    /// </param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task WarnAsync(
        Work work, Incident incident, string key, RichText text, bool isFirst, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var beginning in Beginnings(incident.Id))
            keys.UnionWith(await sent.ListAsync(work.Workspace, beginning, cancellationToken));
        if (keys.Contains(key) || keys.Contains(key + Reply))
            return;

        var parent = keys.Where(one => !one.EndsWith(Reply, StringComparison.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();
        var card = new Card($"{text.ToPlainText()} ({When.ToTheSecond(work.Now)})", [new Paragraph(text)]);
        work.Send(
            new Outgoing(parent is null ? key : key + Reply, new PostCard(IncidentBoard.Channel(incident), card) { ThreadOf = parent })
            {
                After = parent ?? (incident.Channel is null ? IncidentKeys.Channel(incident.Id) : null),
                Lane = isFirst && parent is null ? null : IncidentKeys.Telling(incident.Id),
                FirstIn = isFirst && parent is null ? incident.Channel : null,
                Urgency = Urgency.Now,
            });
    }

    /// <summary>How the keys of an incident's warnings begin.</summary>
    public static IReadOnlyList<string> Beginnings(IncidentId incident) => [$"{incident}/outsider/", $"{incident}/warning/"];
}
