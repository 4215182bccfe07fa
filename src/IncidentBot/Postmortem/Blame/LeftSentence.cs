using IncidentBot.Chat;

namespace IncidentBot.Postmortem.Blame;

/// <summary>A sentence that somebody left as it is, although it seems to blame people.</summary>
/// <param name="Number">Counts from 1 in its incident.</param>
/// <param name="Words">The sentence; empty: it left with a message that was deleted.</param>
/// <param name="Reason">Why it stays; empty: it left as well.</param>
/// <param name="By">Who left it.</param>
/// <param name="At">When; UTC.</param>
internal sealed record LeftSentence(int Number, string Words, string Reason, Person By, DateTimeOffset At);
