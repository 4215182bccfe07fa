namespace IncidentBot.Changes.Suspicion;

/// <summary>How services stand to the affected ones: which they are, what they stand on, who calls them.</summary>
internal sealed class ServiceMap
{
    private const int Farthest = 4;

    private readonly Dictionary<string, KnownService> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> byRepository = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> bySlug = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> affectedBySlug = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> below = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> above = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> called;
    private readonly Dictionary<string, int> explained = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the catalogue from the affected services on, both ways.</summary>
    public ServiceMap(KnownIncident incident)
    {
        foreach (var service in incident.Catalogue)
        {
            byName.TryAdd(service.Name, service);
            bySlug.TryAdd(Slug(service.Name), service.Name);
            foreach (var repository in service.Repositories)
                byRepository.TryAdd(repository, service.Name);
        }

        var callers = incident.Catalogue
            .SelectMany(service => service.Dependencies.Select(dependency => (Caller: service.Name, Of: dependency)))
            .ToLookup(one => one.Of, one => one.Caller, StringComparer.OrdinalIgnoreCase);
        called = incident.Catalogue.SelectMany(service => service.Dependencies).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Affected = [.. incident.Services.Select(Name)];
        foreach (var name in Affected)
            affectedBySlug.TryAdd(Slug(name), name);
        CountExplained();
        Walk(below, name => byName.TryGetValue(name, out var service) ? service.Dependencies : []);
        Walk(above, name => callers[name]);
    }

    /// <summary>The affected services.</summary>
    public IReadOnlyList<string> Affected { get; }

    /// <summary>Whether anything is known of what depends on what.</summary>
    public bool IsKnown => byName.Count > 0;

    /// <summary>Whether the catalogue has it.</summary>
    public bool Has(string service) => byName.ContainsKey(service);

    /// <summary>The service that a name or a repository means.</summary>
    public string Name(string service)
    {
        var trimmed = service.Trim();
        if (byName.ContainsKey(trimmed))
            return trimmed;
        if (byRepository.TryGetValue(trimmed, out var owner))
            return owner;

        var last = trimmed[(trimmed.LastIndexOf('/') + 1)..];
        if (byName.ContainsKey(last))
            return last;

        var slug = Slug(last);
        return slug.Length == 0 ? trimmed : bySlug.GetValueOrDefault(slug) ?? affectedBySlug.GetValueOrDefault(slug) ?? trimmed;
    }

    /// <summary>The environments of a service that count as its production; empty: not said.</summary>
    public IReadOnlyList<string> Environments(string service) => byName.TryGetValue(service, out var known) ? known.Environments : [];

    /// <summary>How many steps below an affected service; 0: it is one; null: it is not below.</summary>
    public int? StepsBelow(string service) => below.TryGetValue(service, out var steps) ? steps : null;

    /// <summary>How many calls above an affected service; null: it calls none.</summary>
    public int? StepsAbove(string service) => above.TryGetValue(service, out var steps) ? steps : null;

    /// <summary>What it stands on that an affected service stands on, too; null: nothing.</summary>
    public string? SharedDependency(string service) => byName.TryGetValue(service, out var known)
        ? known.Dependencies.Where(below.ContainsKey).Order(StringComparer.OrdinalIgnoreCase).FirstOrDefault()
        : null;

    /// <summary>Whether one of two services stands on the other directly.</summary>
    public bool AreRelated(string one, string other) => StandsOn(one, other) || StandsOn(other, one);

    /// <summary>Whether a service calls or stands on another directly.</summary>
    public bool StandsOn(string service, string other) =>
        byName.TryGetValue(service, out var known) && known.Dependencies.Contains(other, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it calls nothing and nothing calls it, as far as the catalogue shows.</summary>
    public bool StandsAlone(string service) =>
        byName.TryGetValue(service, out var known) && known.Dependencies.Count == 0 && !called.Contains(service);

    /// <summary>A service that calls an affected one and whose name's words are all there; null: none.</summary>
    public string? CallerNamedBy(Func<string, bool> has) =>
        above.Keys.Where(name => !below.ContainsKey(name)).Order(StringComparer.OrdinalIgnoreCase).FirstOrDefault(name =>
        {
            var (all, found) = (0, 0);
            TextTokens.Each(name, token =>
            {
                if (token.IsIdentifier)
                    return;
                all++;
                found += has(token.Key) ? 1 : 0;
            });
            return all > 0 && all == found;
        });

    /// <summary>How many of the affected services a fault in this one would explain: itself, and those that stand on it.</summary>
    public int Explains(string service) => explained.GetValueOrDefault(service);

    // "Checkout API" and "checkout-api" are one.
    private static string Slug(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    // From each affected service down: what it stands on would explain why it fails.
    private void CountExplained()
    {
        foreach (var affected in Affected.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            Walk([affected], seen, name => byName.TryGetValue(name, out var service) ? service.Dependencies : []);
            foreach (var name in seen.Keys)
                explained[name] = explained.GetValueOrDefault(name) + 1;
        }
    }

    private void Walk(Dictionary<string, int> reached, Func<string, IEnumerable<string>> next) => Walk(Affected, reached, next);

    private static void Walk(IReadOnlyList<string> from, Dictionary<string, int> reached, Func<string, IEnumerable<string>> next)
    {
        var queue = new Queue<string>();
        foreach (var service in from.Where(service => reached.TryAdd(service, 0)))
            queue.Enqueue(service);
        while (queue.TryDequeue(out var name))
        {
            var steps = reached[name] + 1;
            if (steps > Farthest)
                return;

            foreach (var other in next(name).Where(other => reached.TryAdd(other, steps)))
                queue.Enqueue(other);
        }
    }
}
