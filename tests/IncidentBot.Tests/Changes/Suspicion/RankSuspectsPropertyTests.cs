using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Tests.Changes.Suspicion;

/// <summary>What holds of every ranking, whatever the incident and its changes.</summary>
public sealed class RankSuspectsPropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 16, 2, 0, TimeSpan.Zero);
    private static readonly SuspicionOptions Options = new() { FreezeWindows = ["2026-03-09/2026-03-10"] };

    private static readonly string[] Words =
        [
            "cache", "checkout", "v2.3.1", "basket", "cache.maxmemory", "SessionPool", "certificate", "expired", "status page", "outage", "traffic",
            "spike", "docs", "revert", "eu-west-1", "us-east-1", "ios", "android", "is fine", "OOMKilled", "502", "6379", "retry", "index", "not it",
            "DROP INDEX", "no deploy", "steadily", "logs", "\u00e9t\u00e9", "", ".", ",",
        ];

    private static readonly string[] Services = ["checkout", "cache", "web", "orders-db", "acme/checkout", "nobody"];

    [Fact]
    public void A_score_is_from_0_to_100_and_the_sum_of_its_parts() => Check(static (incident, changes) =>
    {
        var ranking = RankSuspects.Of(incident, changes, Options);
        return ranking.Suspects.All(one => one.Score is >= 0 and <= 100 && one.Score == one.Parts.Sum(part => part.Points))
            && ranking.NoChange.Score is >= 0 and <= 100 && ranking.NoChange.Score == ranking.NoChange.Parts.Sum(part => part.Points)
            && ranking.Suspects.All(one => one.Parts.All(part => part.Words.Length > 0 && part.Name.Length > 0));
    });

    [Fact]
    public void Best_comes_first_and_each_known_change_once() => Check(static (incident, changes) =>
    {
        var suspects = RankSuspects.Of(incident, changes, Options).Suspects;
        return suspects.Zip(suspects.Skip(1)).All(pair => pair.First.Score >= pair.Second.Score)
            && suspects.Select(one => one.Index).Order().SequenceEqual(changes.Index().Where(one => one.Item.At <= incident.AsOf).Select(one => one.Index));
    });

    [Fact]
    public void The_same_again_gives_the_same() =>
        Check(static (incident, changes) => Say(RankSuspects.Of(incident, changes, Options)) == Say(RankSuspects.Of(incident, changes, Options)));

    [Fact]
    public void The_order_of_the_list_says_nothing() => Check(static (incident, changes) =>
    {
        var turned = changes.Reverse().ToList();
        var there = RankSuspects.Of(incident, changes, Options);
        var back = RankSuspects.Of(incident with { Texts = [.. incident.Texts.Reverse()] }, turned, Options);
        return there.Suspects.Select(one => Say(changes[one.Index], one)).SequenceEqual(back.Suspects.Select(one => Say(turned[one.Index], one)))
            && Say(there.NoChange.Parts) == Say(back.NoChange.Parts);
    });

    [Fact]
    public void Closer_to_the_impact_never_counts_less() => Prop.ForAll(
        Incidents().ToArbitrary(), Changes().ToArbitrary(), Gen.Choose(1, 100_000).ToArbitrary(),
        static (incident, changes, seconds) =>
        {
            if (changes.Count == 0)
                return true;

            // One change among others: it is moved alone, and with nothing that takes it back.
            var moved = changes[0] with { Ref = "the-one", RollbackOf = null, Description = "x", State = ChangeState.Success, At = Start.AddSeconds(-seconds), Service = "moved" };
            var others = changes.Skip(1).Select(change => change with { RollbackOf = null }).ToList();
            var far = RankSuspects.Of(incident, [moved, .. others], Options).Suspects.Single(one => one.Index == 0);
            var near = RankSuspects.Of(incident, [moved with { At = Start.AddSeconds(-seconds / 2) }, .. others], new SuspicionOptions()).Suspects.Single(one => one.Index == 0);
            var same = RankSuspects.Of(incident, [moved, .. others], new SuspicionOptions()).Suspects.Single(one => one.Index == 0);
            return near.Score >= same.Score && far.Score >= same.Score;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_noted_later_changes_nothing() => Check(static (incident, changes) =>
    {
        var later = incident with { Texts = [.. incident.Texts, new IncidentText(TextSource.Finding, "basket certificate expired v2.3.1", incident.AsOf.AddSeconds(1))] };
        IReadOnlyList<SuspectChange> more = [.. changes, new SuspectChange(incident.AsOf.AddSeconds(1)) { Service = "checkout", Description = "basket cache" }];
        return Say(RankSuspects.Of(incident, changes, Options)) == Say(RankSuspects.Of(later, more, Options));
    });

    private static void Check(Func<KnownIncident, IReadOnlyList<SuspectChange>, bool> holds) =>
        Prop.ForAll(Incidents().ToArbitrary(), Changes().ToArbitrary(), holds).QuickCheckThrowOnFailure();

    private static string Say(SuspectRanking ranking) =>
        string.Join('\n', ranking.Suspects.Select(one => $"{one.Index} {one.Score} {Say(one.Parts)}")) + $"\n{ranking.NoChange.Score} {Say(ranking.NoChange.Parts)}";

    private static string Say(SuspectChange change, Suspect suspect) => $"{change.At:O} {change.Service} {change.Ref} {change.Description} {suspect.Score} {Say(suspect.Parts)}";

    private static string Say(IReadOnlyList<SuspicionPart> parts) => string.Join("; ", parts.Select(part => $"{part.Name} {part.Points} {part.Words}"));

    private static Gen<string> Texts() => Gen.Elements(Words).ListOf().Select(words => string.Join(' ', words));

    private static Gen<KnownIncident> Incidents() =>
        from title in Texts()
        from notes in (from text in Texts() from source in Gen.Elements(Enum.GetValues<TextSource>()) select new IncidentText(source, text)).ListOf()
        from services in Gen.Elements(Services).ListOf()
        from estimate in Gen.Elements(true, false)
        from hasCatalogue in Gen.Elements(true, false)
        select new KnownIncident(title, Start, Start.AddMinutes(10))
        {
            Texts = [.. notes], Services = [.. services.Distinct()], IsEstimate = estimate, Detected = Start.AddMinutes(5),
            Catalogue = hasCatalogue ? [new("checkout", ["acme/checkout"], ["live"], ["cache", "orders-db"]), new("cache", [], [], ["checkout"]), new("web", [], [], ["checkout"])] : [],
        };

    private static Gen<IReadOnlyList<SuspectChange>> Changes() =>
        (from minutes in Gen.Choose(-3000, 20)
         from service in Gen.Elements([.. Services, null])
         from environment in Gen.Elements("production", "staging", "live", "production-eu-west-1", null)
         from name in Gen.Elements("v2.3.1", "v2.3.0", "cache-7", "a", null)
         from description in Texts()
         from file in Gen.Elements("docs/a.md", "src/SessionPool.cs", "db/migrate/1.sql", "")
         from kind in Gen.Elements(Enum.GetValues<ChangeKind>())
         from state in Gen.Elements(Enum.GetValues<ChangeState>())
         from back in Gen.Elements("v2.3.1", null, null)
         select new SuspectChange(Start.AddMinutes(minutes))
         {
             Service = service, Environment = environment, Ref = name, Description = description, Files = file.Length == 0 ? [] : [file],
             Kind = kind, State = state, RollbackOf = back, Diff = file.Length % 2 == 0 ? description : null,
         }).ListOf().Select(static list => (IReadOnlyList<SuspectChange>)list.DistinctBy(one => (one.At, one.Service, one.Ref, one.Description)).ToList());
}
