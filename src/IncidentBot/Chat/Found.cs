using System.Text.Json.Serialization;

namespace IncidentBot.Chat;

/// <summary>
/// Something that a channel's history shows and that the platform may not have delivered. It is kept in the inbox, under these names, until
/// its turn; what it does not say is then asked of the platform.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(FoundReaction), "reaction")]
[JsonDerivedType(typeof(FoundPin), "pin")]
[JsonDerivedType(typeof(FoundMention), "mention")]
[JsonDerivedType(typeof(FoundEdit), "edit")]
[JsonDerivedType(typeof(FoundRemoval), "removed-sign")]
[JsonDerivedType(typeof(FoundDeletion), "deletion")]
[JsonDerivedType(typeof(FoundFileLoss), "file-loss")]
public abstract record Found;

/// <summary>A person's reaction is on the message.</summary>
/// <param name="Reaction">Its short name without colons and without a skin tone.</param>
/// <param name="By">Who reacted so; null: history leaves it out.</param>
public sealed record FoundReaction(string Reaction, PersonId? By) : Found;

/// <summary>A person has pinned the message.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When; UTC.</param>
public sealed record FoundPin(PersonId By, DateTimeOffset At) : Found;

/// <summary>The message mentions the bot.</summary>
/// <param name="By">Who wrote it.</param>
public sealed record FoundMention(PersonId By) : Found;

/// <summary>The message's words were changed.</summary>
/// <param name="At">When; UTC.</param>
internal sealed record FoundEdit(DateTimeOffset At) : Found;

/// <summary>A person's reaction or pin is no longer on the message.</summary>
/// <param name="Reaction">The reaction's short name; null: the pin.</param>
/// <param name="By">Who had put it there.</param>
/// <param name="Since">When they had; UTC.</param>
internal sealed record FoundRemoval(string? Reaction, PersonId By, DateTimeOffset Since) : Found;

/// <summary>The message is gone.</summary>
/// <param name="Author">Who had written it.</param>
/// <param name="PostedAt">When they had; UTC.</param>
/// <param name="At">When it was found to be gone; UTC.</param>
internal sealed record FoundDeletion(PersonId Author, DateTimeOffset PostedAt, DateTimeOffset At) : Found;

/// <summary>A file of the message was deleted.</summary>
/// <param name="File">The platform's id of it.</param>
internal sealed record FoundFileLoss(string File) : Found;
