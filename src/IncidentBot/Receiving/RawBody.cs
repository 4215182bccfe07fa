namespace IncidentBot.Receiving;

/// <summary>What came of reading a request's body.</summary>
/// <param name="State">Whether it was read.</param>
/// <param name="Bytes">The raw bytes; empty if it was not read.</param>
public readonly record struct RawBody(RawBodyState State, byte[] Bytes)
{
    /// <summary>It was read as a whole.</summary>
    public static RawBody Of(byte[] bytes) => new(RawBodyState.Read, bytes);

    /// <summary>It was not read.</summary>
    public static RawBody None(RawBodyState why) => new(why, []);
}

/// <summary>Whether a request's body was read.</summary>
public enum RawBodyState
{
    /// <summary>As a whole.</summary>
    Read,

    /// <summary>It has more bytes than the limit, whether announced or sent in chunks.</summary>
    TooLarge,

    /// <summary>It did not arrive in time.</summary>
    Late,

    /// <summary>It was given up because other requests needed its memory and it progressed least.</summary>
    Crowded,
}
