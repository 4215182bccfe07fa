using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Store;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Providers;

/// <summary>Tells an incident's channel and timeline what the pages of third parties say.</summary>
internal static class TellProviders
{
    private const int KeyLength = 24;

    /// <summary>Which of what has turned bad gets a line: where the channel can be written in, and not many have one already.</summary>
    public static IEnumerable<ProviderOutcome> WithLines(
        Incident incident, IEnumerable<ProviderOutcome> outcomes, ProviderWatches known)
    {
        var lines = known.All.Sum(watch => watch.Told);
        foreach (var outcome in outcomes)
        {
            var hasLine = outcome.IsNew && incident.CanPost && lines++ < ProviderLimits.MostLines;
            yield return hasLine
                ? outcome with { Watch = outcome.Watch with { Trouble = outcome.Watch.Trouble! with { HasLine = true } } }
                : outcome;
        }
    }

    /// <summary>Posts the line of what has turned bad, and edits it as it goes on.</summary>
    public static void Tell(Incident incident, ProviderOutcome outcome, Work work)
    {
        if (outcome.Watch.Trouble is not { HasLine: true } trouble || !incident.CanPost)
            return;

        var card = ProviderLine.Of(outcome.Watch.Provider, trouble, outcome.Watch.CheckedAt);
        var key = LineOf(incident, outcome.Watch.Provider, trouble);
        if (outcome.IsNew)
            work.Send(
                new Outgoing(key, new PostCard(IncidentBoard.Channel(incident), card))
                {
                    For = SentPurposes.For(incident.Id, SentPurposes.Evidence),
                    After = incident.Channel is null ? IncidentKeys.Channel(incident.Id) : null,
                    Lane = IncidentKeys.Telling(incident.Id),
                });
        else if (outcome.HasMoved)
            IncidentBoard.Refresh(work, key, $"provider/{Digest.Of(outcome.Watch.Provider)[..KeyLength]}", card);
    }

    /// <summary>The timeline's entry of what the page says; the line in the channel is its evidence.</summary>
    public static TimelineEntry EntryOf(Incident incident, ProviderOutcome outcome, int number, DateTimeOffset now)
    {
        // The bot writes what the page says; its name tells whose page.
        var page = new Person(new PersonId(string.Empty), $"{outcome.Watch.Provider}'s status page", "Etc/UTC", IsBot: true);
        return new TimelineEntry
        {
            Number = number,
            At = outcome.EntryAt,
            RecordedAt = now,
            Kind = EntryKind.Observation,
            Author = page,
            CapturedBy = page,
            Text = outcome.Entry!,
            Permalink = outcome.Watch.Trouble?.Link,
            ToldAs = outcome is { IsNew: true, Watch.Trouble: { HasLine: true } trouble }
                ? LineOf(incident, outcome.Watch.Provider, trouble)
                : null,
        };
    }

    private static string LineOf(Incident incident, string provider, ProviderTrouble trouble) => IncidentKeys.Provider(
        incident.Id,
        string.Create(CultureInfo.InvariantCulture, $"{Digest.Of(provider.ToLowerInvariant())[..KeyLength]}/{trouble.Number}"));
}
