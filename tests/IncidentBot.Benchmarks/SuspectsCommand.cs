using System.CommandLine;
using System.Diagnostics;
using IncidentBot.Benchmarks.Suspects;
using IncidentBot.Changes;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Ranking;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Tests.Changes.Suspicion;

namespace IncidentBot.Benchmarks;

/// <summary><c>suspects</c>: how often the change that did it is ranked first, beside two simple rankings.</summary>
internal static class SuspectsCommand
{
    private const double WantedFirst = 0.85, WantedThree = 0.95, WantedQuiet = 0.9;

    public static Command Create()
    {
        var count = new Option<int>("--incidents") { Description = "How many incidents are generated", DefaultValueFactory = _ => 400 };
        var seed = new Option<int?>("--seed") { Description = "The same gives the same; a new one each time by default" };
        var command = new Command("suspects", "How often the change that did it is ranked first, and how often lists without one stay quiet.") { count, seed };
        command.SetAction(parsed => Run(parsed.GetValue(count), parsed.GetValue(seed) ?? Environment.TickCount & 0xFFFF));
        return command;
    }

    private static int Run(int count, int seed)
    {
        Console.WriteLine(Machine.Describe());
        var isHeld = true;
        foreach (var name in CaseFiles.Names)
            isHeld &= Print($"cases after real incidents: {name}", CaseFiles.Read(name));
        // What is generated has words without meaning: only the simple rankings beside it say how hard it is.
        Print($"{count} generated, seed {seed}", [.. new GeneratedIncidents(seed).Make(count)]);
        PrintSpeed();
        PrintFirstAnswer();
        return isHeld ? 0 : 1;
    }

    private static bool Print(string title, IReadOnlyList<SuspectCase> cases)
    {
        var (ours, newest, service) = (new SuspectTally("suspicion"), new SuspectTally("newest first"), new SuspectTally("affected service, then newest"));
        foreach (var one in cases)
        {
            var suspects = RankSuspects.Of(one.Incident, one.Changes, new SuspicionOptions()).Suspects;
            ours.Count(one, [.. suspects.Select(suspect => suspect.Index)], suspects.Count > 0 ? suspects[0].Score : 0);
            var known = one.Changes.Index().Where(change => change.Item.At <= one.Incident.AsOf).ToList();
            newest.Count(one, [.. known.OrderByDescending(change => change.Item.At).Select(change => change.Index)], best: null);
            service.Count(
                one, [.. known.OrderByDescending(change => change.Item.Service is { } name && one.Incident.Services.Contains(name, StringComparer.OrdinalIgnoreCase))
                    .ThenByDescending(change => change.Item.At).Select(change => change.Index)], best: null);
        }

        Console.WriteLine();
        Console.WriteLine($"{title}: {cases.Count(one => one.Culprit is not null)} with a culprit, {cases.Count(one => one.Culprit is null)} without");
        foreach (var tally in new[] { ours, newest, service })
            Console.WriteLine(tally.Line());
        return ours.First >= WantedFirst && ours.Three >= WantedThree && ours.Quiet >= WantedQuiet;
    }

    private static void PrintSpeed()
    {
        var one = new GeneratedIncidents(1).Make(1).Single();
        IReadOnlyList<SuspectChange> Times(int times) =>
            [.. Enumerable.Range(0, times).SelectMany(i => one.Changes.Select(change => change with { At = change.At.AddSeconds(-i), Ref = $"{change.Ref}-{i}" })).Take(times)];
        TimeSpan Took(int changes)
        {
            var list = Times(changes);
            return Enumerable.Range(0, 5).Select(_ =>
            {
                var watch = Stopwatch.StartNew();
                RankSuspects.Of(one.Incident, list, new SuspicionOptions());
                return watch.Elapsed;
            }).Min();
        }

        var (few, many) = (Took(1000), Took(10_000));
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"10,000 changes: {many.TotalMilliseconds:0} ms, {many / few:0.0} times 1,000"));
    }

    // From the record to the message: what people wait for after the changes were found.
    private static void PrintFirstAnswer()
    {
        var declared = new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero);
        var by = new Person(new PersonId("U1"), "Maya", "UTC");
        var incident = StartIncidentRules.Begin(
            new IncidentId(1), new WorkspaceId("T1"), "slack", new IncidentStarted(by, declared, "Checkout returns 500s", 2, ["checkout"], Visibility.Public),
            new ReplyTo(new ChannelId("C1"), by.Id));
        (TimeSpan Time, long Bytes, int Parts) Took(int changes)
        {
            var found = Enumerable.Range(1, changes).Select(number => new ServiceChange(
                $"k{number}", declared.AddSeconds(-number), number % 3 == 0 ? "checkout" : $"service-{number % 50}", "production", $"v{number}", $"change {number} of the cache and its limits", null)).ToList();
            var record = ChangeRecord.Of(incident, new ChangePull(1, declared, declared.AddDays(-1), declared, []), found);
            return Enumerable.Range(0, 5).Select(_ =>
            {
                var (before, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
                var ranked = RankedChanges.Of(new RankingMaterial(incident, [], [], [], record, [], OwnChanges.Unknown), declared);
                var card = ChangesCard.Of(new ChangesView(incident, record, ranked, StoredRanking.None.After(ranked)));
                return (Time: watch.Elapsed, Bytes: GC.GetAllocatedBytesForCurrentThread() - before, Parts: card.Parts.Count);
            }).MinBy(one => one.Time);
        }

        var (few, many) = (Took(1000), Took(10_000));
        Console.WriteLine(FormattableString.Invariant(
            $"message of 10,000 changes: {many.Time.TotalMilliseconds:0} ms, {many.Time / few.Time:0.0} times 1,000; {many.Bytes / 1_000_000.0:0} MB allocated, {(double)many.Bytes / few.Bytes:0.0} times; {many.Parts} parts"));
    }
}
