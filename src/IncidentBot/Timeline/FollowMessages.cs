using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Timeline;

/// <summary>
/// Leads what became of a message to the timeline of its channel's incident; elsewhere only a message that an incident was started from
/// counts.
/// </summary>
internal sealed class FollowMessages(
    IncidentStore incidents,
    TimelineStore entries,
    CaptureMessage capture,
    WithdrawMessage withdraw,
    ReviseMessage revise,
    RemoveMessage remove,
    RemoveFile removeFile,
    TimelineOptions options)
{
    /// <summary>A message was marked by a reaction; one that means nothing to the bot was stopped before.</summary>
    public async Task<Happened> HandleAsync(ReactionAdded reaction, Work work, CancellationToken cancellationToken)
    {
        if (options.KindOf(reaction.Reaction) is not { } kind || await HereAsync(reaction, work, cancellationToken) is not { } incident)
            return Happened.Nothing;

        return await capture.HandleAsync(incident, kind, reaction, work, cancellationToken);
    }

    /// <summary>A message was pinned.</summary>
    public async Task<Happened> HandleAsync(MessagePinned pinned, Work work, CancellationToken cancellationToken) =>
        await HereAsync(pinned, work, cancellationToken) is { } incident
            ? await capture.HandleAsync(incident, pinned, work, cancellationToken)
            : Happened.Nothing;

    /// <summary>A message was picked from its menu.</summary>
    public Task<Happened> HandleAsync(MessagePicked picked, Call call, CancellationToken cancellationToken) =>
        capture.HandleAsync(call.Incident, picked, call.Work, cancellationToken);

    /// <summary>A reaction was taken off a message.</summary>
    public async Task<Happened> HandleAsync(ReactionRemoved removed, Work work, CancellationToken cancellationToken) =>
        await HereAsync(removed, work, cancellationToken) is { } incident
            ? await withdraw.HandleAsync(incident, options.KindOf(removed.Reaction) is not null, removed, work, cancellationToken)
            : Happened.Nothing;

    /// <summary>A message was unpinned.</summary>
    public async Task<Happened> HandleAsync(MessageUnpinned unpinned, Work work, CancellationToken cancellationToken) =>
        await HereAsync(unpinned, work, cancellationToken) is { } incident
            ? await withdraw.HandleAsync(incident, unpinned, work, cancellationToken)
            : Happened.Nothing;

    /// <summary>A message was edited.</summary>
    public async Task<Happened> HandleAsync(MessageEdited edited, Work work, CancellationToken cancellationToken)
    {
        var parts = new List<Happened>();
        foreach (var incident in await AllOfAsync(edited, edited.Message.Id, work, cancellationToken))
            parts.Add(await revise.HandleAsync(incident, edited, work, cancellationToken));

        return Happened.All(parts);
    }

    /// <summary>A message was deleted.</summary>
    public async Task<Happened> HandleAsync(MessageDeleted deleted, Work work, CancellationToken cancellationToken)
    {
        var parts = new List<Happened>();
        foreach (var incident in await AllOfAsync(deleted, deleted.Message.Id, work, cancellationToken))
            parts.Add(await remove.HandleAsync(incident, deleted, work, cancellationToken));

        return Happened.All(parts);
    }

    /// <summary>Files were deleted.</summary>
    public Task<Happened> HandleAsync(FileDeleted deleted, Work work, CancellationToken cancellationToken) =>
        removeFile.HandleAsync(deleted, work, cancellationToken);

    private Task<Incident?> HereAsync(Inbound news, Work work, CancellationToken cancellationToken) =>
        incidents.FindByChannelAsync(work.Workspace, news.Channel, cancellationToken);

    // An incident may have been started from a message of another channel; its edits and its deletion count all the same.
    private async Task<IReadOnlyList<Incident>> AllOfAsync(Inbound news, MessageId message, Work work, CancellationToken cancellationToken)
    {
        var all = new List<Incident>();
        if (await HereAsync(news, work, cancellationToken) is { } here)
            all.Add(here);
        foreach (var id in await entries.ListIncidentsOfAsync(work.Workspace, message, cancellationToken))
        {
            if (all.TrueForAll(known => known.Id != id)
                && await incidents.FindAsync(work.Workspace, id, cancellationToken) is { } elsewhere)
                all.Add(elsewhere);
        }

        return all;
    }
}
