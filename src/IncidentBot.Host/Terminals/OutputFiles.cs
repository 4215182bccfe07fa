using System.Text;
using IncidentBot.Store;

namespace IncidentBot.Host.Terminals;

/// <summary>Writes the files that a command produces, for their owner alone.</summary>
internal static class OutputFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a whole file or nothing; creates its folder if needed.</summary>
    /// <exception cref="StopException">It cannot be written.</exception>
    public static Task WriteAsync(string path, string text, CancellationToken cancellationToken) =>
        WriteAsync(path, stream => stream.WriteAsync(Utf8.GetBytes(text), cancellationToken).AsTask());

    /// <summary>The same, for content that is streamed.</summary>
    /// <exception cref="StopException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, Func<Stream, Task> writeAsync)
    {
        var unfinished = path + ".part";
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            await using (var file = PrivateFiles.Create(unfinished))
                await writeAsync(file);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StopException.NotDone($"Can't write {path}: {e.Message}");
        }
        finally
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }
}
