using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Routing;

/// <summary>
/// Does a command at once in the store, without asking the chat, for when the chat itself is the incident; what it leads to there waits in
/// the outbox.
/// </summary>
internal sealed class DirectCommands(Planner planner, Reactions reactions, IncidentStore incidents, WorkCommit commit, TimeProvider time)
{
    /// <summary>Does it.</summary>
    /// <param name="request">What, for whom and where.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<DirectResult> DoAsync(DirectRequest request, CancellationToken cancellationToken)
    {
        var key = $"cli/{Lease.NewToken()}";
        for (var tried = 0; tried < WorkCommit.MostConflicts; tried++)
        {
            var work = new Work(request.Workspace, request.Platform, key, time.GetUtcNow());
            await RouteAsync(request, work, cancellationToken);
            var sentences = work.Outgoing.Select(outgoing => outgoing.Action).OfType<Answer>().Select(answer => Said(answer.Card)).ToList();
            if (work.Batch.Writes.Count == 0)
                return new DirectResult(IsDone: false, request.Incident, sentences);

            var kept = ForTheChat(work);
            if (await commit.CommitAsync(new Batch(), kept, cancellationToken) == CommitResult.Committed)
                return new DirectResult(IsDone: true, request.Incident ?? Started(kept), sentences);
        }

        return new DirectResult(IsDone: false, request.Incident, ["Someone else kept changing this incident at the same time. Try again."]);
    }

    private async Task RouteAsync(DirectRequest request, Work work, CancellationToken cancellationToken)
    {
        work.Origin = Origin.CommandLine(request.Who);
        var incident = request.Incident is { } id ? await incidents.FindAsync(request.Workspace, id, cancellationToken) : null;
        var channel = incident?.Channel ?? new ChannelId(string.Empty);
        var by = new CommandTyped(
            request.Workspace, request.Who, channel, work.Now, new ReplyTo(channel, request.Who.Id), TypedText.Of(string.Empty));
        await reactions.FinishAsync(
            await planner.RunAsync(request.Command, incident, by, work, cancellationToken), by, work, cancellationToken);
    }

    // What can be pressed is left out, and so is what only tells a message from the next one.
    private static RichText Said(Card card)
    {
        var lines = card.Parts.Where((_, place) => card.Parts.ElementAtOrDefault(place + 1) is not Buttons || place == 0)
            .Select(part => part switch
            {
                Paragraph paragraph => paragraph.Text,
                SmallPrint small => small.Text,
                _ => null,
            }).OfType<RichText>().ToList();
        return lines.Count == 0 ? card.Text : RichText.Joined("\n", lines);
    }

    // The person reads the answers where the command was given.
    private static Work ForTheChat(Work work)
    {
        var kept = new Work(work.Workspace, work.Platform, work.Key, work.Now) { Origin = work.Origin };
        foreach (var write in work.Batch.Writes) kept.Batch.Add(write.Sql, write.Args, write.ExpectedRows);
        foreach (var change in work.Batch.Changes) kept.Batch.Record(change);
        foreach (var outgoing in work.Outgoing.Where(outgoing => outgoing.Action is not Answer)) kept.Send(outgoing);
        foreach (var next in work.FollowUps) kept.Then(next);
        return kept;
    }

    private static IncidentId? Started(Work work)
    {
        var opening = work.Outgoing.FirstOrDefault(outgoing => outgoing.Action is OpenChannel);
        return IncidentId.TryParse(opening?.Key.Split('/')[0], out var id) ? id : null;
    }
}

/// <summary>Does a command at once in the store, without asking the chat; what it leads to there waits in the outbox.</summary>
/// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
public delegate Task<DirectResult> RunDirectly(DirectRequest request, CancellationToken cancellationToken);

/// <summary>A command given to the store itself.</summary>
/// <param name="Workspace">Whose incident.</param>
/// <param name="Platform">Where it will be shown.</param>
/// <param name="Who">Who gave it; a blank id: someone the chat does not know.</param>
/// <param name="Incident">Which incident; null: a new one.</param>
/// <param name="Command">What is to be done.</param>
public sealed record DirectRequest(WorkspaceId Workspace, string Platform, Person Who, IncidentId? Incident, Command Command);

/// <summary>What came of it.</summary>
/// <param name="IsDone">Whether something was written.</param>
/// <param name="Incident">Which incident it is about; null: none.</param>
/// <param name="Sentences">What the person is told; commands in it are pieces of their own, for whoever types them otherwise.</param>
public sealed record DirectResult(bool IsDone, IncidentId? Incident, IReadOnlyList<RichText> Sentences);
