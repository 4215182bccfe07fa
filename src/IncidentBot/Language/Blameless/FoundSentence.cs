namespace IncidentBot.Language.Blameless;

/// <summary>A sentence that blames, and where it stands.</summary>
/// <param name="Finding">What blames in it.</param>
/// <param name="Start">Where it begins in the document; UTF-16 units from 0.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Words">The sentence in one line, without code and addresses.</param>
/// <param name="IsInTimeline">Whether it says what happened at a time.</param>
internal sealed record FoundSentence(BlamelessFinding Finding, int Start, int End, string Words, bool IsInTimeline);
