namespace IncidentBot.Changes.Suspicion;

/// <summary>What is known of an incident at some moment: all that its changes are weighed against.</summary>
/// <param name="Title">What is wrong, one line.</param>
/// <param name="ImpactStart">When the impact began, as far as is known; UTC.</param>
/// <param name="AsOf">The moment of knowing; nothing later counts; UTC.</param>
public sealed record KnownIncident(string Title, DateTimeOffset ImpactStart, DateTimeOffset AsOf)
{
    /// <summary>Whether <see cref="ImpactStart"/> is a first estimate, so that a slightly later change may have caused it too.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>
    /// How much later than stated it may have begun, since people seldom know the minute: what went live within that, before it was
    /// noticed, may have caused it too. None by default.
    /// </summary>
    public TimeSpan MayBeOff { get; init; }

    /// <summary>When it was noticed; what went live later did not cause it; null: not known; UTC.</summary>
    public DateTimeOffset? Detected { get; init; }

    /// <summary>The affected services; empty: not said.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The services that are known, with what they depend on; empty: no catalogue.</summary>
    public IReadOnlyList<KnownService> Catalogue { get; init; } = [];

    /// <summary>What was seen and found, in any order; what is later than <see cref="AsOf"/> is left out.</summary>
    public IReadOnlyList<IncidentText> Texts { get; init; } = [];

    /// <summary>The share of the team's incidents that a change of its own caused, 0 to 1; 0.5 until enough are known.</summary>
    public double OwnChangeRate { get; init; } = 0.5;

    /// <summary>What was known at the declaration: the first estimate of the start counts, and nothing that was noted later.</summary>
    public static KnownIncident AtDeclaration(string title, KnownTimes times, IReadOnlyList<IncidentText> texts) =>
        Of(
            title, times.FirstEstimate ?? times.ImpactStart, times.FirstEstimate is not null || times.ImpactStart is null, times,
            times.Declared, texts);

    /// <summary>What is known at a later moment.</summary>
    public static KnownIncident At(DateTimeOffset asOf, string title, KnownTimes times, IReadOnlyList<IncidentText> texts) =>
        Of(title, times.ImpactStart ?? times.FirstEstimate, times.ImpactStart is null, times, asOf, texts);

    // Whoever notices something knows that it has begun.
    private static KnownIncident Of(
        string title, DateTimeOffset? start, bool isEstimate, KnownTimes times, DateTimeOffset asOf, IReadOnlyList<IncidentText> texts)
    {
        var noticed = times.Detected is { } detected && detected < times.Declared ? detected : times.Declared;
        return new KnownIncident(title, start is { } known && known < noticed ? known : noticed, asOf)
        {
            IsEstimate = isEstimate,
            Detected = noticed,
            Texts = [.. texts.Where(text => text.At is not { } at || at <= asOf)],
        };
    }
}

/// <summary>A service of the catalogue, as a suspicion needs it.</summary>
/// <param name="Name">Its name; compared without regard to case.</param>
/// <param name="Repositories">Its repositories, as <c>owner/name</c>.</param>
/// <param name="Environments">The environments that count as its production; empty: those that sound like it.</param>
/// <param name="Dependencies">The services that it calls or stands on, by name.</param>
public sealed record KnownService(
    string Name, IReadOnlyList<string> Repositories, IReadOnlyList<string> Environments, IReadOnlyList<string> Dependencies);

/// <summary>Something that was said about an incident.</summary>
/// <param name="Source">Where it stands.</param>
/// <param name="Text">The words.</param>
/// <param name="At">When it was noted; null: not said, and then it counts; UTC.</param>
public sealed record IncidentText(TextSource Source, string Text, DateTimeOffset? At = null)
{
    /// <summary>What a reason calls it, such as <c>finding 4</c>; null: by its source alone.</summary>
    public string? Name { get; init; }
}

/// <summary>Where words about an incident stand; said in this order when several have the same word.</summary>
public enum TextSource
{
    /// <summary>The title.</summary>
    Title,

    /// <summary>A finding on the timeline.</summary>
    Finding,

    /// <summary>An alert.</summary>
    Alert,

    /// <summary>A log line.</summary>
    Log,

    /// <summary>Any other entry of the timeline.</summary>
    Observation,
}

/// <summary>The times of an incident as its record has them; null: not known; UTC.</summary>
/// <param name="ImpactStart">When the impact began.</param>
/// <param name="FirstEstimate">What was first believed of that, where it differed.</param>
/// <param name="Detected">When it was noticed.</param>
/// <param name="Declared">When the incident was declared.</param>
public sealed record KnownTimes(
    DateTimeOffset? ImpactStart, DateTimeOffset? FirstEstimate, DateTimeOffset? Detected, DateTimeOffset Declared);
