using System.Globalization;
using IncidentBot.Language;

namespace IncidentBot.Changes.Suspicion;

/// <summary>What happened to a change before and after: replaced, rolled back, made again; and whether its time was unusual.</summary>
internal sealed class ChangeHistory
{
    private readonly KnownIncident incident;
    private readonly SuspicionOptions options;
    private static readonly TimeSpan SoonAfter = TimeSpan.FromMinutes(30);

    private readonly Func<SuspectChange, SuspectChange, bool> isRelated;
    private readonly bool isRollbackInVain, beganWithARollback;
    private readonly Dictionary<SuspectChange, DateTimeOffset> takenBack = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SuspectChange, DateTimeOffset> replaced = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, DateTimeOffset> firsts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(DateOnly From, DateOnly To)> freezes;
    private readonly List<SuspectChange> structure;

    public ChangeHistory(
        KnownIncident incident, IReadOnlyList<Candidate> candidates, bool isRollbackInVain,
        bool beganWithARollback, Func<SuspectChange, SuspectChange, bool> isRelated, SuspicionOptions options)
    {
        this.isRelated = isRelated;
        this.beganWithARollback = beganWithARollback;
        this.isRollbackInVain = isRollbackInVain;
        structure = Candidate.InOrder(candidates.Select(one => one.Change)
            .Where(change => change.Kind is ChangeKind.Migration or ChangeKind.Config or ChangeKind.Infrastructure));
        this.incident = incident;
        this.options = options;
        foreach (var one in candidates.Where(one => one.TakenBack is not null && one.Change.State != ChangeState.Waiting))
        {
            if (!takenBack.TryGetValue(one.TakenBack!, out var at) || one.Change.At < at)
                takenBack[one.TakenBack!] = one.Change.At;
        }

        foreach (var change in candidates.Select(one => one.Change))
        {
            if (change.RolledBackAt is { } said)
                takenBack.TryAdd(change, said);
        }

        foreach (var place in candidates.Select(one => one.Change)
            .Where(change => change.State is ChangeState.Success or ChangeState.Inactive)
            .GroupBy(Candidate.PlaceOf, StringComparer.OrdinalIgnoreCase))
        {
            var list = Candidate.InOrder(place);
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i].Ref is { } name)
                    firsts.TryAdd($"{place.Key}\n{name}", list[i].At);
                if (i > 0)
                    replaced[list[i - 1]] = list[i].At;
            }
        }

        freezes = [.. options.FreezeWindows.Select(FreezeWindow.Parse).OfType<(DateOnly, DateOnly)>()];
    }

    /// <summary>The parts.</summary>
    public IEnumerable<SuspicionPart> Of(Candidate candidate)
    {
        var change = candidate.Change;
        if (takenBack.TryGetValue(change, out var back) && (back > incident.ImpactStart || incident.IsEstimate))
        {
            yield return isRollbackInVain
                ? new SuspicionPart("rolled-back", -options.RolledBack, "was rolled back, and a note says that this changed nothing")
                : new SuspicionPart("rolled-back", options.RolledBack, "was rolled back once the impact had begun")
            {
                WouldLower = "the incident went on after it was rolled back",
            };
        }
        else if (back != default)
            yield return Replaced("rolled back", back, options.Replaced);
        else if (change.State == ChangeState.Inactive && replaced.TryGetValue(change, out var next) && next <= incident.ImpactStart)
            yield return Replaced("replaced", next, change.Kind == ChangeKind.Deploy ? options.Replaced / 2 : options.Replaced);

        if (candidate.TakenBack is null && change.Ref is { } name
            && firsts.TryGetValue($"{Candidate.PlaceOf(change)}\n{name}", out var first) && first < change.At)
            yield return new SuspicionPart("redone", -options.Redone, $"{change.Ref} was live before");
        if (beganWithARollback && IsRollbackBeforeImpact(candidate))
            yield return new SuspicionPart("named", options.Named, "is a rollback, and the notes say that it began with one");
        if (WentBackBehind(candidate) is { } behind)
        {
            yield return new SuspicionPart(
                "went-back", options.WentBack, $"went back to an older version, which may not know {behind}");
        }

        if (options.Freeze > 0 && freezes.Exists(freeze => FreezeWindow.Holds(freeze, change.At)))
            yield return new SuspicionPart("freeze", options.Freeze, "went live in a freeze window");
        if (options.OffHours > 0 && (change.At.Hour is >= 20 or < 6 || change.At.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday))
            yield return new SuspicionPart("off-hours", options.OffHours, "went live at night or on a weekend");
    }

    private bool IsRollbackBeforeImpact(Candidate candidate) =>
        (candidate.TakenBack is not null || candidate.Change.RollbackOf is not null)
        && candidate.Change.At <= incident.ImpactStart && incident.ImpactStart - candidate.Change.At <= SoonAfter;

    // Right before the impact, and behind a change of structure or settings that the newer version knew.
    private string? WentBackBehind(Candidate candidate)
    {
        var change = candidate.Change;
        if (!IsRollbackBeforeImpact(candidate))
            return null;

        var from = candidate.TakenBack?.At ?? DateTimeOffset.MinValue;
        var behind = structure.LastOrDefault(one => one != change && one.At >= from && one.At < change.At && isRelated(one, change));
        return behind is null ? null : behind.Description ?? behind.Ref ?? Words.Of(behind.Kind);
    }

    private SuspicionPart Replaced(string how, DateTimeOffset at, int points) =>
        new("replaced", -points, $"was {how} {Durations.InWords(incident.ImpactStart - at)} before the impact");
}

/// <summary>A span of days in which changes are not wanted, as it stands in the settings.</summary>
internal static class FreezeWindow
{
    /// <summary>Reads <c>2026-12-20/2027-01-02</c>; null: it isn't one.</summary>
    public static (DateOnly From, DateOnly To)? Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2
            && DateOnly.TryParseExact(parts[0].Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && DateOnly.TryParseExact(parts[1].Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            && from <= to
            ? (from, to)
            : null;
    }

    /// <summary>Whether an instant is in it, by the UTC day.</summary>
    public static bool Holds((DateOnly From, DateOnly To) window, DateTimeOffset at) =>
        DateOnly.FromDateTime(at.UtcDateTime) is var day && day >= window.From && day <= window.To;
}
