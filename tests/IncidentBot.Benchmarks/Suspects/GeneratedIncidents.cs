using System.Globalization;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Tests.Changes.Suspicion;

namespace IncidentBot.Benchmarks.Suspects;

/// <summary>
/// Makes incidents whose culprit is known, out of distributions that are stated here: what a change is made of and what is noted of an
/// incident have nothing in common but the components that the culprit touched.
/// </summary>
/// <param name="seed">The same gives the same.</param>
internal sealed class GeneratedIncidents(int seed)
{
    private const double NoChange = 0.3, SlowBurner = 0.15, Late = 0.25, OnTheService = 0.55, OnADependency = 0.35, Mentioned = 0.7;
    private const double WrongEstimate = 0.2, EchoAfter = 0.3, InStaging = 0.2, EvidenceOfAnotherCause = 0.85, FewFields = 0.15;

    private static readonly DateTimeOffset Noon = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Syllables = ["ba", "co", "du", "fe", "gri", "ho", "ka", "li", "mo", "nu", "pra", "quo", "ri", "sto", "ta", "ve", "wi", "zo"];
    private static readonly string[] Verbs = ["Add", "Change", "Extend", "Rework", "Remove", "Replace", "Batch", "Retry", "Move", "Simplify", "Limit", "Cache"];
    private static readonly string[] Trivia = ["Docs for", "Fix typo in", "New icon of", "Log more of", "Metrics for", "Test of"];
    private static readonly string[] Symptoms = ["Errors on", "Timeouts at", "High latency of", "Exceptions in", "Users cannot use", "Crashes of"];
    private static readonly string[] Gradual = ["Memory climbs steadily", "It builds up slowly", "Growing since yesterday"];

    private static readonly string[] Others =
        [
            "The cloud provider reports an outage of its network", "Traffic is at five times the usual", "The TLS certificate expired this morning",
            "The disk of the primary is full", "Quota exceeded for the project", "Two hosts were lost, hardware failure", "The nightly backup is running",
            "A single tenant sent a huge import", "Nothing was deployed today",
        ];

    private readonly Random random = new(seed);

    /// <summary>So many of them.</summary>
    public IEnumerable<SuspectCase> Make(int count) => Enumerable.Range(1, count).Select(One);

    private SuspectCase One(int number)
    {
        var services = Enumerable.Range(0, 12).Select(i => new Made($"{Word()}-{i}", [.. Enumerable.Range(0, 10).Select(_ => Word())])).ToList();
        var edges = services.Index().ToDictionary(one => one.Item, one => services.Skip(one.Index + 1).OrderBy(_ => random.Next()).Take(random.Next(0, 4)).ToList());
        var affected = services[random.Next(0, 4)];
        var start = Noon.AddMinutes(random.Next(0, 1440));
        var declared = start.AddMinutes(5 + random.Next(0, 25));
        var isGuilty = random.NextDouble() >= NoChange;
        var changes = new List<SuspectChange>();
        for (var i = 0; i < 3 + random.Next(0, 8); i++)
            changes.Add(Innocent(services[random.Next(services.Count)], start));
        for (var i = 0; i < random.Next(0, 3); i++)
            changes.Add(Innocent(affected, start));

        List<string> texts = [$"{Pick(Symptoms)} {affected.Name}", $"{Pick(Symptoms)} {Pick(affected.Components)}"];
        SuspectChange? culprit = null;
        if (isGuilty)
            culprit = Guilty(affected, edges[affected], services, start, texts, changes);
        else if (random.NextDouble() < EvidenceOfAnotherCause)
            texts.Add(Pick(Others));

        var list = changes.OrderBy(_ => random.Next()).ToList();
        var isWrong = random.NextDouble() < WrongEstimate;
        var times = new KnownTimes(start, isWrong ? start.AddMinutes(random.Next(-30, 30)) : null, declared.AddMinutes(-4), declared);
        var notes = texts.Skip(1).Select(text => new IncidentText(random.Next(3) == 0 ? TextSource.Log : TextSource.Observation, text, declared.AddMinutes(-2)));
        var incident = KnownIncident.AtDeclaration(texts[0], times, [.. notes]) with
        {
            Services = [affected.Name],
            Catalogue = random.NextDouble() < FewFields ? []
                : [.. services.Select(one => new KnownService(one.Name, [], [], [.. edges[one].Select(other => other.Name)]))],
        };
        return new SuspectCase(string.Create(CultureInfo.InvariantCulture, $"generated-{number}"), incident, list, culprit is null ? null : list.IndexOf(culprit));
    }

    private SuspectChange Guilty(
        Made affected, List<Made> dependencies, List<Made> services, DateTimeOffset start, List<string> texts, List<SuspectChange> changes)
    {
        var where = random.NextDouble();
        var at = where < OnTheService || (where < OnTheService + OnADependency && dependencies.Count == 0) ? affected
            : where < OnTheService + OnADependency ? dependencies[random.Next(dependencies.Count)] : services[random.Next(services.Count)];
        var delay = random.NextDouble();
        var isSlow = delay < SlowBurner;
        var before = isSlow ? TimeSpan.FromHours(20 + (random.NextDouble() * 50))
            : delay < SlowBurner + Late ? TimeSpan.FromHours(0.5 + (random.NextDouble() * 7))
            : TimeSpan.FromMinutes(Math.Min(30, Math.Exp(1.8 + (random.NextDouble() * 1.6) - 0.8)));
        var component = Pick(at.Components);
        if (isSlow)
            texts.Add(Pick(Gradual));
        if (random.NextDouble() < Mentioned)
            texts.Add($"{component} fails, see {Pick(affected.Components)}");
        var culprit = Change(at, start - before, $"{Pick(Verbs)} {component} {Pick(at.Components)}") with
        {
            Kind = random.Next(3) == 0 ? (ChangeKind)random.Next(1, 7) : ChangeKind.Deploy,
            Files = random.Next(2) == 0 ? [] : [$"src/{Pick(at.Components)}/{component}.cs"],
        };
        changes.Add(culprit);
        if (random.NextDouble() < EchoAfter)
            changes.Add(Change(at, start.AddMinutes(2), $"Handle {component}"));
        if (random.NextDouble() < InStaging)
            changes.Add(Change(at, start.AddMinutes(-1), $"Try {component}") with { Environment = "staging" });
        return culprit;
    }

    private SuspectChange Innocent(Made service, DateTimeOffset start)
    {
        var before = random.Next(3) == 0 ? TimeSpan.FromMinutes(random.Next(1, 60)) : TimeSpan.FromHours(random.NextDouble() * 30);
        var isTrivial = random.Next(3) == 0;
        return Change(service, start - before, $"{(isTrivial ? Pick(Trivia) : Pick(Verbs))} {Pick(service.Components)} {Pick(service.Components)}") with
        {
            Kind = random.Next(6) == 0 ? (ChangeKind)random.Next(1, 7) : ChangeKind.Deploy,
        };
    }

    private SuspectChange Change(Made service, DateTimeOffset at, string description) =>
        new(at) { Service = service.Name, Environment = "production", Ref = string.Create(CultureInfo.InvariantCulture, $"r{random.Next(100_000, 999_999)}"), Description = description };

    private string Word() => string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(_ => Pick(Syllables)));

    private string Pick(IReadOnlyList<string> from) => from[random.Next(from.Count)];

    /// <summary>A service with the names of its parts.</summary>
    private sealed record Made(string Name, IReadOnlyList<string> Components);
}
