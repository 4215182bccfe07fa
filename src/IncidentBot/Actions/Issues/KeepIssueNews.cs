using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Actions.Issues;

/// <summary>Keeps what a tracker tells by itself of the issues of action items, while it waits; of other issues nothing is kept.</summary>
public sealed class KeepIssueNews
{
    private readonly Database database;
    private readonly Inbox inbox;
    private readonly ActionStore store;
    private readonly IncidentStore incidents;

    internal KeepIssueNews(Database database, Inbox inbox)
    {
        (this.database, this.inbox) = (database, inbox);
        store = new ActionStore(database);
        incidents = new IncidentStore(database);
    }

    /// <summary>Keeps that an issue was closed or opened again; again changes nothing.</summary>
    /// <param name="news">What was told.</param>
    /// <param name="cancellationToken">Ends the keeping.</param>
    /// <returns>Whether it is an issue of an action item.</returns>
    /// <exception cref="StoreUnavailableException">It could not be kept: it must not be acknowledged.</exception>
    public async Task<bool> HandleAsync(IssueNews news, CancellationToken cancellationToken)
    {
        var all = await store.ListByIssueAsync(news.Repository, news.Number, cancellationToken);
        if (all.Count == 0)
            return false;

        for (var tries = 0; tries < WorkCommit.MostConflicts; tries++)
        {
            var batch = new Batch();
            foreach (var kept in all)
            {
                if (await incidents.FindAsync(kept.Workspace, kept.Incident, cancellationToken) is { } incident)
                    inbox.Add(batch, WorkFor(kept, news), kept.Workspace, incident.Platform);
            }

            if (await database.CommitAsync(batch, cancellationToken) != CommitResult.Committed)
                continue;

            inbox.Wake();
            return true;
        }

        throw new StoreUnavailableException("Others were first, again and again.");
    }

    private static FollowUp WorkFor(KeptAction kept, IssueNews news)
    {
        var what = news.State.IsClosed ? "closed" : "open";
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"{kept.Incident}/follow-issue/{kept.Item.Number}/{what}/{news.At.UtcTicks}");
        return FollowIssue.Kind.Later(
            key, string.Create(CultureInfo.InvariantCulture, $"{kept.Incident}/issue/{kept.Item.Number}"),
            new MovedIssue(kept.Incident.Number, kept.Item.Number, news.State.IsClosed, news.State.IsDone, news.State.By));
    }
}

/// <summary>An issue was closed or opened again.</summary>
/// <param name="Repository">As <c>owner/name</c>.</param>
/// <param name="Number">Its number there.</param>
/// <param name="At">When; UTC.</param>
/// <param name="State">How it stands since.</param>
public sealed record IssueNews(string Repository, int Number, DateTimeOffset At, IssueState State);
