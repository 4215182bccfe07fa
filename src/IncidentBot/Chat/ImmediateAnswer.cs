namespace IncidentBot.Chat;

/// <summary>Who asks the immediate lane, and where.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Workspace">Where it happens.</param>
/// <param name="Person">Who asks.</param>
/// <param name="Channel">The channel that it is asked in; blank: in none, such as on the bot's own page.</param>
public sealed record Asker(string Platform, WorkspaceId Workspace, PersonId Person, ChannelId Channel);

/// <summary>What is answered within the seconds that a platform waits; whatever writes goes through the inbox instead.</summary>
public abstract record ImmediateAnswer;

/// <summary>Store the request and answer that it was received; the rest follows from the inbox.</summary>
public sealed record AcceptIt : ImmediateAnswer;

/// <summary>Say this privately; nothing is stored.</summary>
public sealed record SayIt(Card Card) : ImmediateAnswer;

/// <summary>Open this form; nothing is stored.</summary>
public sealed record OpenIt(Form Form) : ImmediateAnswer;

/// <summary>
/// Open a view that says to wait, and fill it with what is found: the store or the platform has to be read first; nothing is stored.
/// </summary>
/// <param name="Title">What stands above it while it waits; a few words.</param>
/// <param name="FindAsync">Finds the form, or a card that says why there is none; what it throws means that it could not be read.</param>
public sealed record LoadIt(string Title, Func<CancellationToken, Task<ImmediateAnswer>> FindAsync) : ImmediateAnswer;

/// <summary>Keep the form open and show these sentences at their fields; nothing is stored.</summary>
/// <param name="Errors">Sentences by field name; one under an empty name is about the form as a whole.</param>
public sealed record CorrectIt(IReadOnlyDictionary<string, string> Errors) : ImmediateAnswer;
