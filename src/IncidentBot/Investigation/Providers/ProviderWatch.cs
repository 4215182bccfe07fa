using System.Text.Json.Serialization;

namespace IncidentBot.Investigation.Providers;

/// <summary>How a third party of one incident was when its page was last asked; what is told follows from it.</summary>
/// <param name="Provider">Its name in the catalogue.</param>
/// <param name="State">How it was.</param>
/// <param name="CheckedAt">When it was asked last; UTC.</param>
internal sealed record ProviderWatch(string Provider, ProviderState State, DateTimeOffset CheckedAt)
{
    /// <summary>The verdict on record, in a word; null: none yet.</summary>
    public string? Recorded { get; init; }

    /// <summary>How often in a row the page couldn't be read.</summary>
    public int Failures { get; init; }

    /// <summary>The trouble that was told last; null: none was.</summary>
    public ProviderTrouble? Trouble { get; init; }

    /// <summary>How many troubles were told.</summary>
    public int Told { get; init; }
}

/// <summary>A trouble of a third party that an incident's people were told of.</summary>
/// <param name="Number">Counts the troubles of this third party in this incident from 1.</param>
/// <param name="Since">When it began, as its page says, or when it was seen; UTC.</param>
/// <param name="Words">What was wrong when it was last seen, the words of others cut and in one line.</param>
internal sealed record ProviderTrouble(int Number, DateTimeOffset Since, string Words)
{
    /// <summary>What the third party said last; null: nothing.</summary>
    public string? Update { get; init; }

    /// <summary>Where it can be read; null: nowhere.</summary>
    public Uri? Link { get; init; }

    /// <summary>When its page said that it was over; UTC. Null: it isn't.</summary>
    public DateTimeOffset? OverAt { get; init; }

    /// <summary>Whether a line in the channel tells it.</summary>
    public bool HasLine { get; init; }
}

/// <summary>The third parties of one incident.</summary>
/// <param name="All">In the order in which they were first asked.</param>
internal sealed record ProviderWatches(IReadOnlyList<ProviderWatch> All)
{
    /// <summary>None was asked yet.</summary>
    public static ProviderWatches None { get; } = new([]);

    /// <summary>Counts the writes; 0: never written.</summary>
    [JsonIgnore]
    public int Version { get; init; }

    /// <summary>How one was; null: it wasn't asked yet.</summary>
    public ProviderWatch? Find(string provider) =>
        All.FirstOrDefault(one => string.Equals(one.Provider, provider, StringComparison.OrdinalIgnoreCase));
}

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProviderWatches))]
internal sealed partial class ProviderJson : JsonSerializerContext;
