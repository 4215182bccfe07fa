namespace IncidentBot.Changes;

/// <summary>
/// What every table of changes keeps of a change beside its key and its time, so that a change reads the same wherever it is kept.
/// </summary>
internal abstract class ChangeRow
{
    /// <summary>A row that is read.</summary>
    protected ChangeRow()
    {
    }

    /// <summary>A row that is written.</summary>
    protected ChangeRow(ServiceChange change)
    {
        (Service, Environment, RefName, Description) = (change.Service, change.Environment, change.Ref, change.Description);
        (Url, MadeBy, Details) = (change.Url?.OriginalString, change.By, StoredChange.TextOf(change));
    }

    /// <summary>The service.</summary>
    public string Service { get; init; } = string.Empty;

    /// <summary>Where it went; null: not said.</summary>
    public string? Environment { get; init; }

    /// <summary>The version.</summary>
    public string RefName { get; init; } = string.Empty;

    /// <summary>What it says of itself; null: nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Where it can be read; null: nowhere.</summary>
    public string? Url { get; init; }

    /// <summary>Who made it; null: not said.</summary>
    public string? MadeBy { get; init; }

    /// <summary>What more is known of it, as <see cref="StoredChange"/> writes it; null: nothing.</summary>
    public string? Details { get; init; }

    /// <summary>The change.</summary>
    protected ServiceChange ToChange(string key, DateTimeOffset at) => StoredChange.With(
        new ServiceChange(
            key, at, Service, Environment, RefName, Description,
            Uri.TryCreate(Url, UriKind.Absolute, out var address) ? address : null, MadeBy),
        Details);
}
