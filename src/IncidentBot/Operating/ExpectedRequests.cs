namespace IncidentBot.Operating;

/// <summary>What a platform sends when everything is set up; the doctor compares it with what is on record.</summary>
/// <param name="Platform">The platform's name in inbox rows.</param>
/// <param name="Nothing">What is said when nothing has come yet.</param>
/// <param name="Kinds">What should have come, in the order in which it is shown.</param>
public sealed record ExpectedRequests(string Platform, Finding Nothing, IReadOnlyList<ExpectedRequest> Kinds);

/// <summary>One kind of request that a platform sends.</summary>
/// <param name="Area">How people call it.</param>
/// <param name="Kind">The kind of its inbox rows.</param>
/// <param name="Type">Which of that kind; null: any.</param>
/// <param name="Advice">What to do when none has come.</param>
public sealed record ExpectedRequest(string Area, string Kind, string? Type, string Advice);
