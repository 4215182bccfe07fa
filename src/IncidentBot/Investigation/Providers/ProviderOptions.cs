namespace IncidentBot.Investigation.Providers;

/// <summary>How the status pages of third parties are watched; bound to <c>StatusPages</c>.</summary>
public sealed class ProviderOptions
{
    /// <summary>
    /// How often the pages that an open incident needs are asked, in minutes; 1 to 60, 2 by default, 0: never. After two hours, and once it
    /// is mitigated, they are asked a fifth as often. However many incidents are open, a page is asked at most once a minute.
    /// </summary>
    public int PollMinutes { get; set; } = 2;
}

/// <summary>How much of third parties is looked at.</summary>
public static class ProviderLimits
{
    /// <summary>So many third parties of one incident are asked at most; the nearest first.</summary>
    public const int Most = 20;

    /// <summary>So many lines of third parties a channel gets at most; further ones are in the message about the changes.</summary>
    public const int MostLines = 10;
}
