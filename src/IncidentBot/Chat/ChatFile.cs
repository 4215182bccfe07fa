namespace IncidentBot.Chat;

/// <summary>A file or picture that is shared with a message; its bytes are asked for by themselves.</summary>
/// <param name="Id">The platform's id of it.</param>
/// <param name="Name">What people call it; empty: the platform does not tell yet.</param>
/// <param name="MediaType">Such as <c>image/png</c>; empty: the platform does not tell yet.</param>
public sealed record ChatFile(string Id, string Name, string MediaType);

/// <summary>What the platform hands over of a file.</summary>
/// <param name="File">The file as it is called now.</param>
public abstract record FileReading(ChatFile File)
{
    /// <summary>Where people can open it themselves, if they may; null: the platform does not tell.</summary>
    public Uri? Link { get; init; }
}

/// <summary>All of it.</summary>
/// <param name="File">The file as it is called now.</param>
/// <param name="Content">Its bytes.</param>
public sealed record FileRead(ChatFile File, byte[] Content) : FileReading(File);

/// <summary>It is larger than what was asked for.</summary>
public sealed record FileTooLarge(ChatFile File) : FileReading(File);

/// <summary>It cannot be downloaded.</summary>
/// <param name="File">The file as it is called now.</param>
/// <param name="Problem">Why, as the end of a sentence for people; no secrets.</param>
/// <param name="Permanent">Whether trying again is useless.</param>
public sealed record FileNotRead(ChatFile File, string Problem, bool Permanent) : FileReading(File);
