namespace IncidentBot.GitHub.Reading;

/// <summary>The time that a search is about.</summary>
/// <param name="From">Its start.</param>
/// <param name="To">Its end.</param>
/// <param name="Earliest">How old a deployment may be for its statuses to be read.</param>
/// <param name="Now">When it is asked.</param>
internal sealed record AskedTime(DateTimeOffset From, DateTimeOffset To, DateTimeOffset Earliest, DateTimeOffset Now)
{
    // GitHub's clock and this machine's are never quite the same.
    private static readonly TimeSpan UsualSkew = TimeSpan.FromMinutes(1);

    public bool Holds(DateTimeOffset at) => at >= From && at <= To;

    /// <summary>An instant by this machine's clock: what lies in the future happened just now.</summary>
    public DateTimeOffset Read(DateTimeOffset at) => at <= Now || at <= To ? at : Now - To <= UsualSkew ? To : Now;

    /// <summary>Whether an instant lies so far in the future that a clock must be wrong.</summary>
    public bool IsWrong(DateTimeOffset at) => at > Now + UsualSkew && at > To + UsualSkew;
}
