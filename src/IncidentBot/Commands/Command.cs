namespace IncidentBot.Commands;

/// <summary>What a typed command asks for; each capability has its own.</summary>
public abstract record Command;

/// <summary>Say what can be typed.</summary>
internal sealed record HelpCommand : Command;

/// <summary>The words make no command.</summary>
/// <param name="Sentence">What is wrong and what the right form is.</param>
public sealed record NotUnderstood(string Sentence) : Command;
