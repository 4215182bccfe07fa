namespace IncidentBot.Chat;

/// <summary>What is answered within the seconds that a platform waits; whatever writes goes through the inbox instead.</summary>
public abstract record ImmediateAnswer;

/// <summary>Store the request and answer that it was received; the rest follows from the inbox.</summary>
public sealed record AcceptIt : ImmediateAnswer;

/// <summary>Say this privately; nothing is stored.</summary>
public sealed record SayIt(Card Card) : ImmediateAnswer;

/// <summary>Open this form; nothing is stored.</summary>
public sealed record OpenIt(Form Form) : ImmediateAnswer;

/// <summary>Keep the form open and show these sentences at their fields; nothing is stored.</summary>
/// <param name="Errors">Sentences by field name.</param>
public sealed record CorrectIt(IReadOnlyDictionary<string, string> Errors) : ImmediateAnswer;
