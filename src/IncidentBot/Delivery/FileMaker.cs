using System.Text;
using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>Makes files at the moment when they are sent, so that the outbox holds none of them.</summary>
/// <param name="Name">A stored name, which never changes.</param>
/// <param name="MakeAsync">
/// The file of a workspace, by what it is made of; throws <see cref="InvalidDataException"/> with a sentence for people when it can't be
/// made.
/// </param>
internal sealed record FileMaker(string Name, Func<WorkspaceId, string, CancellationToken, Task<byte[]>> MakeAsync);

/// <summary>Has the bytes of an upload made, and refuses what is too large for the platform.</summary>
internal sealed class FilesToSend(IEnumerable<FileMaker> makers)
{
    /// <summary>The error of a file that is larger than the platform takes.</summary>
    public const string TooLarge = "file_too_large";

    private readonly Dictionary<string, FileMaker> byName = makers.ToDictionary(maker => maker.Name, StringComparer.Ordinal);

    /// <summary>The request with its file; or why there is none.</summary>
    public async Task<(SendRequest Request, NotSent? Refusal)> AddAsync(
        SendRequest request, ChatLimits limits, CancellationToken cancellationToken)
    {
        if (request.Action is not UploadFile upload)
            return (request, null);

        try
        {
            var file = upload.MadeBy is { } made ? await MakeAsync(request.Workspace, upload, made, cancellationToken) : null;
            return (file?.LongLength ?? Encoding.UTF8.GetByteCount(upload.Content)) <= limits.File
                ? (request with { File = file }, null)
                : (request, Never(TooLarge, $"It is larger than the {limits.File / 1024 / 1024} MB that can be uploaded."));
        }
        catch (InvalidDataException e)
        {
            return (request, Never("file_not_made", e.Message));
        }
    }

    private Task<byte[]> MakeAsync(WorkspaceId workspace, UploadFile upload, FileMadeBy made, CancellationToken cancellationToken) =>
        byName.TryGetValue(made.Maker, out var maker)
            ? maker.MakeAsync(workspace, made.Of, cancellationToken)
            : throw new InvalidDataException($"This version of the bot doesn't know how to make {upload.FileName}.");

    private static NotSent Never(string error, string sentence) => new(error, Permanent: true, RetryAfter: null, sentence);
}
