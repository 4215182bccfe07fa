using IncidentBot.Chat;

namespace IncidentBot.Timeline.Files;

/// <summary>Something has become of a file of a captured message.</summary>
public abstract record FileFact;

/// <summary>A captured message has a file.</summary>
public sealed record FileNoted(MessageId Message, ChatFile File) : FileFact;

/// <summary>A file's bytes are in the store.</summary>
public sealed record FileKept(MessageId Message, ChatFile File, string Sha256, long Size) : FileFact;

/// <summary>A file was given up.</summary>
/// <param name="Message">The message that it is shared with.</param>
/// <param name="File">The file.</param>
/// <param name="Problem">Why, as the end of a sentence.</param>
/// <param name="Link">Where people can open it themselves; null: that is not known.</param>
public sealed record FileGivenUp(MessageId Message, ChatFile File, string Problem, Uri? Link = null) : FileFact;

/// <summary>A file that was given up is wanted after all.</summary>
internal sealed record FileWanted(MessageId Message, string File) : FileFact;

/// <summary>A file is tried again after a while.</summary>
/// <param name="Problem">Why it was not kept, as the end of a sentence.</param>
/// <param name="Wait">How long.</param>
internal sealed record FilePutOff(string Problem, TimeSpan Wait) : FileFact;
