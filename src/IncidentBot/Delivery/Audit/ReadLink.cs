using System.Globalization;
using IncidentBot.Language;

namespace IncidentBot.Delivery.Audit;

/// <summary>A link as it was read, with its words.</summary>
internal sealed class ReadLink
{
    private Covered? covered;

    public long Seq { get; init; }

    public DateTimeOffset HappenedAt { get; init; }

    public string Kind { get; init; } = string.Empty;

    public string Subject { get; init; } = string.Empty;

    public string ByPerson { get; init; } = string.Empty;

    public string Source { get; init; } = string.Empty;

    public string WordsHash { get; init; } = string.Empty;

    public string Hash { get; init; } = string.Empty;

    public string? Covers { get; init; }

    public string? KeyId { get; init; }

    public string? Mac { get; init; }

    public string? Salt { get; init; }

    public string? Words { get; init; }

    /// <summary>What it covers; nothing where a former version wrote it, or where the text cannot be read.</summary>
    public Covered Covered => covered ??= (Covers is null ? null : Covered.Read(Covers)) ?? new Covered();

    /// <summary>How people are told of it.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"change {Seq} ({Kind}, {When.ToTheSecond(HappenedAt)})");

    /// <summary>The link whose hash this has.</summary>
    public AuditLink ToLink() => new(Seq, HappenedAt, Kind, Subject, ByPerson, Source, WordsHash, Covers);
}

/// <summary>A salt of a row's own, as it was read.</summary>
internal sealed class ReadSalt
{
    public long Seq { get; init; }

    public int Place { get; init; }

    public string Salt { get; init; } = string.Empty;
}
