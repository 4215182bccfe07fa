namespace IncidentBot.Changes.Suspicion;

/// <summary>How a change's service, environment and place stand to what is affected.</summary>
internal sealed class Standing
{
    private static readonly string[] NotProduction =
        [
            "staging", "stage", "stg", "dev", "development", "test", "testing", "qa", "uat", "preview", "sandbox", "demo", "local", "ci",
            "preprod",
            "preproduction", "pre-production", "pre", "integration", "e2e", "dr", "standby", "nightly", "review", "lab", "playground",
            "int", "loadtest", "perf", "non-prod", "nonprod",
        ];

    private static readonly string[] ProductionWords = ["production", "prod", "live", "prd"];

    private readonly IncidentWords words;
    private readonly SuspicionOptions options;
    private readonly ServiceMap map;
    private readonly string title;
    private readonly List<List<string>> names;
    private readonly IReadOnlyCollection<(string Group, string Place)> affectedPlaces;
    private readonly IReadOnlyCollection<(string Group, string Place)> clearedPlaces;

    public Standing(KnownIncident incident, IncidentWords words, SuspicionOptions options)
    {
        this.words = words;
        this.options = options;
        map = new ServiceMap(incident);
        title = incident.Title;
        affectedPlaces = Places.In(words.Said.Keys);
        clearedPlaces = [.. Places.In(words.Cleared).Where(place => !affectedPlaces.Contains(place))];
        names = [.. map.Affected.Select(NameWords)];
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in map.Affected)
            TextTokens.Each(service, token => all.Add(token.Key));
        ServiceWords = all;
        var every = new HashSet<string>(all, StringComparer.Ordinal);
        foreach (var service in incident.Catalogue)
            TextTokens.Each(service.Name, token => every.Add(token.Key));
        NameWordsOfAll = every;
    }

    /// <summary>How services stand to the affected ones.</summary>
    public ServiceMap Map => map;

    /// <summary>The words of the affected services' names, which every change of them has.</summary>
    public IReadOnlySet<string> ServiceWords { get; }

    /// <summary>The words of all services' names: that a service is named counts by itself.</summary>
    public IReadOnlySet<string> NameWordsOfAll { get; }

    /// <summary>Whether the first is of the second's service or of something that it calls directly.</summary>
    public bool AreRelated(SuspectChange one, SuspectChange other) => one.Service is { } below && other.Service is { } service
        && (string.Equals(map.Name(below), map.Name(service), StringComparison.OrdinalIgnoreCase)
            || map.StandsOn(map.Name(service), map.Name(below)));

    /// <summary>Whether it went somewhere that isn't production.</summary>
    public bool IsElsewhere(Candidate candidate)
    {
        // An incident of the staging environment says so in its title.
        if (candidate.Change.Environment is not { } environment || title.Contains(environment, StringComparison.OrdinalIgnoreCase))
            return false;

        // A catalogue may list every environment; where one of them is plainly production, the name says which of them isn't.
        var listed = candidate.Change.Service is { } service ? map.Environments(map.Name(service)) : [];
        return SoundsElsewhere(environment)
            && (!listed.Contains(environment, StringComparer.OrdinalIgnoreCase) || listed.Any(other => !SoundsElsewhere(other)));
    }

    private static bool SoundsElsewhere(string environment) =>
        PartsOf(environment).Any(part => NotProduction.Contains(part, StringComparer.Ordinal));

    // A name that says nothing, and that the catalogue doesn't have.
    private bool IsUnlisted(SuspectChange change)
    {
        var production = change.Service is { } service ? map.Environments(map.Name(service)) : [];
        return change.Environment is { } environment && production.Count > 0
            && !production.Contains(environment, StringComparer.OrdinalIgnoreCase)
            && !PartsOf(environment).Any(part => ProductionWords.Contains(part, StringComparer.Ordinal));
    }

    private static string[] PartsOf(string environment)
    {
        var lower = environment.ToLowerInvariant();
        return [.. lower.Split('-', '_', ' ', '/', '.', ':'), lower];
    }

    /// <summary>The parts.</summary>
    public IEnumerable<SuspicionPart> Of(Candidate candidate)
    {
        var named = NamedService(candidate);
        // What is named is not unrelated, whatever the catalogue says.
        if (Service(candidate) is { } service && (service.Points > 0 || named is not { Points: > 0 }))
            yield return service;
        if (named is not null)
            yield return named;
        if (Explains(candidate) is { } explains)
            yield return explains;
        if (IsElsewhere(candidate))
        {
            yield return new SuspicionPart(
                "environment", -options.OtherEnvironment, $"went to {candidate.Change.Environment}, which isn't production");
        }

        else if (IsUnlisted(candidate.Change))
        {
            yield return new SuspicionPart(
                "environment", -options.OtherEnvironment / 4, $"went to {candidate.Change.Environment}, which the catalogue doesn't have");
        }

        if (Place(candidate) is { } place)
            yield return place;
    }

    private SuspicionPart? Service(Candidate candidate)
    {
        if (map.Affected.Count == 0)
            return null;
        if (candidate.Change.Service is not { } service)
        {
            var own = names.Find(name => name.Count > 0 && name.All(candidate.Words.Has));
            return own is null ? null : new SuspicionPart("service", options.AffectedService * 2 / 3, "its words name an affected service");
        }

        var name = map.Name(service);
        if (map.StepsBelow(name) is { } below)
        {
            return below == 0
                ? new SuspicionPart("service", options.AffectedService, "changes an affected service")
                : new SuspicionPart(
                    "service", (int)Math.Round(options.Dependency * Math.Pow(2 / 3.0, below - 1)),
                    below == 1 ? $"an affected service depends on {name}" : $"an affected service depends indirectly on {name}");
        }

        if (map.StepsAbove(name) is { } above)
            return new SuspicionPart("service", above == 1 ? options.Caller : options.Caller / 3, $"{name} calls an affected service");

        if (map.SharedDependency(name) is { } shared)
            return new SuspicionPart("service", options.Caller / 2, $"{name} uses {shared}, as an affected service does");

        if (names.Exists(own => own.Count > 0 && own.All(candidate.Words.Has)))
            return new SuspicionPart("service", options.AffectedService * 2 / 3, "its words name an affected service");
        if (candidate.Change.Kind != ChangeKind.Deploy && map.CallerNamedBy(candidate.Words.Has) is { } caller)
            return new SuspicionPart("service", options.Caller, $"its words name {caller}, which calls an affected service");

        // Flags and settings reach services that the catalogue doesn't show as callers.
        if (candidate.Change.Kind is ChangeKind.Flag or ChangeKind.Config && map.StandsAlone(name))
            return null;
        if (map.Has(name))
            return new SuspicionPart("service", -options.UnrelatedService, $"{name} has nothing to do with the affected services");

        // Networks, permissions and flags are under everything, whether a catalogue says so or not.
        return candidate.Change.Kind != ChangeKind.Deploy
            ? null
            : new SuspicionPart("service", -options.UnrelatedService / 2, $"{name} isn't among the affected services");
    }

    private SuspicionPart? Explains(Candidate candidate)
    {
        var all = map.Affected.Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (all < 2 || !map.IsKnown || candidate.Change.Service is not { } service || !map.Has(map.Name(service)))
            return null;

        var explained = map.Explains(map.Name(service));
        if (explained == 0)
            return null;

        return explained == all
            ? new SuspicionPart("explains", options.Explains / 2, $"would explain why all {all} affected services fail")
            : new SuspicionPart(
                "explains", -(int)Math.Round(options.Explains * (1 - (explained / (double)all))),
                $"would explain only {explained} of {all} affected services");
    }

    // For services that the incident does not list.
    private SuspicionPart? NamedService(Candidate candidate)
    {
        // One that calls an affected service is named because it suffers.
        if (candidate.Change.Service is not { } service || map.StepsBelow(map.Name(service)) == 0
            || (map.StepsBelow(map.Name(service)) is null && map.StepsAbove(map.Name(service)) is not null))
            return null;

        var (all, said, cleared) = (0, 0, 0);
        TextTokens.Each(service[(service.LastIndexOf('/') + 1)..], token =>
        {
            if (token.IsIdentifier)
                return;

            all++;
            said += words.Said.ContainsKey(token.Key) ? 1 : 0;
            cleared += words.Cleared.Contains(token.Key) ? 1 : 0;
        });
        return all > 0 && said == all ? new SuspicionPart("service-named", options.ServiceNamed, $"what was noted names {service}")
            : all > 0 && cleared == all
                ? new SuspicionPart("service-named", -options.ServiceNamed, $"what was noted says that {service} is well")
                : null;
    }

    private static List<string> NameWords(string service)
    {
        var name = new List<string>();
        TextTokens.Each(service, token =>
        {
            if (!token.IsIdentifier)
                name.Add(token.Key);
        });
        return name;
    }

    private SuspicionPart? Place(Candidate candidate)
    {
        var keys = new HashSet<string>(candidate.Words.All, StringComparer.Ordinal);
        if (candidate.Change.Environment is { } environment)
            TextTokens.Each(environment, token => keys.Add(token.Key));
        var places = Places.In(keys);
        var groups = places.GroupBy(place => place.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var where = NamesOf(group);
            var affected = affectedPlaces.Where(place => place.Group == group.Key).ToList();
            if (affected.Count > 0)
            {
                var meets = group.Any(place => affected.Exists(other => Places.Meet(place.Place, other.Place)));
                return meets
                    ? new SuspicionPart("place", options.SamePlace, $"went to {where}, which is affected")
                    : new SuspicionPart("place", -options.OtherPlace, $"went to {where}, not to {NamesOf(affected)}");
            }

            if (group.All(place => clearedPlaces.Any(other => other.Group == group.Key && Places.Meet(place.Place, other.Place))))
                return new SuspicionPart("place", -options.OtherPlace, $"went to {where}, where all is well");
        }

        return null;
    }

    private static string NamesOf(IEnumerable<(string Group, string Place)> places) =>
        string.Join(", ", places.Select(place => place.Place).Order(StringComparer.Ordinal));
}
