using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.EarlySigns;

/// <summary>Keeps an incident's early sign in step with its message: an edit changes its words, a deletion takes them.</summary>
internal sealed class FollowSign(EarlySignStore signs, IncidentStore incidents, TimelineOptions options)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<SignSaid> Kind = new("own/follow-early-sign", static () => EarlySignJson.Default.SignSaid);

    /// <summary>Follows a message for one incident, in a turn of its own.</summary>
    public static FollowUp Later(IncidentId incident, AlertSaid said, string workKey) => Kind.Later(
        string.Create(CultureInfo.InvariantCulture, $"{workKey}/sign/{incident.Number}"), CollectSigns.Conversation(incident),
        new SignSaid(incident.Number, said));

    /// <summary>Follows it.</summary>
    public async Task<Happened> HandleAsync(SignSaid follow, Work work, CancellationToken cancellationToken)
    {
        var id = new IncidentId(follow.Incident);
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident
            || (await signs.ListAsync(work.Workspace, id, cancellationToken)).FirstOrDefault(one => one.Message == follow.Said.Message)
                is not { Words.Length: > 0 } sign)
            return Happened.Nothing;

        if (!follow.Said.IsDeleted)
        {
            EarlySignStore.Edit(work.Batch, work.Workspace, id, FollowSignRules.Edited(sign, follow.Said));
            return Happened.Nothing;
        }

        if (options.DeletedMessages == DeletedMessages.KeepText)
            return Happened.Nothing;

        EarlySignStore.TakeWords(work.Batch, work.Workspace, id, sign);
        return Happened.To(incident, new WordsRemoved([new RemovedText(sign.Words, sign.Bot, sign.Permalink?.AbsoluteUri)]));
    }
}

/// <summary>The pure rules of a sign whose message changes.</summary>
internal static class FollowSignRules
{
    /// <summary>
    /// The sign as its message reads now. Where that names no service any more, such as “Resolved”, nothing is known of its words, so the
    /// sign keeps what it said, marked as edited since.
    /// </summary>
    public static EarlySign Edited(EarlySign sign, AlertSaid said) => sign with
    {
        Words = said.Words.Length > 0 ? said.Words : sign.Words,
        EditedAt = said.EditedAt ?? sign.EditedAt,
    };
}
