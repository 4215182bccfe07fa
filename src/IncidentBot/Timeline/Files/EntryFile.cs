using System.Globalization;
using IncidentBot.Chat;

namespace IncidentBot.Timeline.Files;

/// <summary>What has become of a file of a captured message.</summary>
public enum FileState
{
    /// <summary>It is still to be downloaded.</summary>
    Waiting,

    /// <summary>Its bytes are in the store.</summary>
    Kept,

    /// <summary>It was given up.</summary>
    Missing,

    /// <summary>Its author deleted it, or its message; then its name and bytes are gone.</summary>
    Removed,
}

/// <summary>A file or picture of a captured message; who shared it, and when, its entry says.</summary>
public sealed record EntryFile
{
    // No platform has a channel of this id.
    private static readonly ChannelId OwnFiles = new("entry");

    /// <summary>The message that it is shared with.</summary>
    public required MessageId Message { get; init; }

    /// <summary>The platform's id of it.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it; empty: the platform does not tell yet, or it is removed.</summary>
    public required string Name { get; init; }

    /// <summary>Such as <c>image/png</c>; empty: the platform does not tell yet, or it is removed.</summary>
    public required string MediaType { get; init; }

    /// <summary>What has become of it.</summary>
    public FileState State { get; init; }

    /// <summary>Why it is not kept, or not yet, as the end of a sentence; null: nothing is known to be wrong.</summary>
    public string? Problem { get; init; }

    /// <summary>Where people can open it themselves, of a file that is not kept; null: that is not known.</summary>
    public Uri? Link { get; init; }

    /// <summary>The SHA-256 of its bytes in small hexadecimal digits; null: it is not kept.</summary>
    public string? Sha256 { get; init; }

    /// <summary>How many bytes it has; null: it is not kept.</summary>
    public long? Size { get; init; }

    /// <summary>How often it was tried in vain.</summary>
    public int Attempts { get; init; }

    /// <summary>Where it stands among the files of its message, from 0.</summary>
    internal int Place { get; init; }

    /// <summary>Whether the bot itself made it, for an entry, so that nobody shared it.</summary>
    public bool IsOwn => Message.Channel == OwnFiles;

    /// <summary>Whether it is a picture that any viewer shows.</summary>
    public bool IsPicture => MediaType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    /// <summary>What stands in the place of a message for a file that the bot made for an entry.</summary>
    internal static MessageId OwnMessage(int entry) => new(OwnFiles, entry.ToString(CultureInfo.InvariantCulture));

    /// <summary>Its audit changes are about this, so that their words can go with it alone.</summary>
    internal string Subject => SubjectOf(Message, Id);

    /// <summary>The same for a file that is not on record yet.</summary>
    internal static string SubjectOf(MessageId message, string file) => $"{message}/{file}";
}
