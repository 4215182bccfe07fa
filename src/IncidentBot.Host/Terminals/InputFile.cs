namespace IncidentBot.Host.Terminals;

/// <summary>Reads a file that a command was given, never more of it than is expected, and nothing that may have no end.</summary>
internal static class InputFile
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="kind">What to choose instead, such as <c>a JSON file</c>.</param>
    /// <param name="most">The most bytes that are read.</param>
    /// <param name="tooLarge">What is wrong with a larger one, behind its name.</param>
    /// <param name="empty">What is wrong with one that has no length, behind its name; null: nothing, it is read as empty.</param>
    /// <exception cref="StopException">It is missing, a folder, empty, a pipe or a device, too large, or unreadable.</exception>
    public static byte[] Read(string path, string source, string kind, int most, string tooLarge, string? empty)
    {
        if (Directory.Exists(path))
            throw StopException.WrongInput($"{source} is a folder; choose {kind}.");
        if (!File.Exists(path))
            throw StopException.WrongInput($"{source} does not exist; choose {kind} that does.");
        try
        {
            var link = new FileInfo(path);
            var file = link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? link;
            // Devices and pipes say that they have no length. Opening a pipe may wait for ever, and some devices never end.
            if (file.Length == 0)
                return empty is null ? [] : throw StopException.WrongInput($"{source} {empty}; choose {kind}.");

            return file.Length <= most && Bounded(file.FullName, most) is { } bytes
                ? bytes
                : throw StopException.WrongInput($"{source} {tooLarge}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StopException.WrongInput($"{source} cannot be read: {e.Message}");
        }
    }

    // Null: it has grown beyond that since its length was asked.
    private static byte[]? Bounded(string path, int most)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[Math.Min(stream.Length, most) + 1];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count == bytes.Length && count > most ? null : bytes[..count];
    }
}
