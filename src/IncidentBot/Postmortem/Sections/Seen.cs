using IncidentBot.Postmortem.Facts;

namespace IncidentBot.Postmortem.Sections;

/// <summary>Tells when something was seen, where that is another time than the one that it shows.</summary>
internal static class Seen
{
    private static readonly TimeSpan SameTime = TimeSpan.FromMinutes(2);

    /// <summary><c>; seen at 10:32 UTC</c>; empty: at the same time.</summary>
    public static string At(DraftFact said, DateTimeOffset milestone) =>
        (said.At - milestone).Duration() <= SameTime ? string.Empty : $"; seen at {Moments.Minute(said.At)} UTC";
}
