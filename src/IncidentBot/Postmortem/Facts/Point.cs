namespace IncidentBot.Postmortem.Facts;

/// <summary>Something that went well, badly or luckily, as the record shows it: a lead for those who look back, not a judgement.</summary>
/// <param name="Words">What the record shows, one sentence without its full stop, as plain words.</param>
/// <param name="Evidence">Where it can be checked.</param>
internal sealed record Point(string Words, Evidence Evidence);
