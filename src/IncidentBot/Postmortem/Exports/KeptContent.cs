using System.Security.Cryptography;
using IncidentBot.Incidents;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Postmortem.Exports;

/// <summary>Reads kept files as they leave the store, and only if they are still what was kept.</summary>
internal static class KeptContent
{
    /// <summary>The bytes of a kept file.</summary>
    /// <param name="files">Where they are.</param>
    /// <param name="incident">Whose file.</param>
    /// <param name="sha256">What it is known by.</param>
    /// <param name="name">What it is called in the sentence that tells of a problem.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">The bytes are gone, or are not those of the hash.</exception>
    public static async Task<byte[]> ReadAsync(
        FileStore files, Incident incident, string sha256, string name, CancellationToken cancellationToken)
    {
        var content = await files.ReadAsync(incident.Workspace, sha256, cancellationToken)
            ?? throw new InvalidDataException($"{name} was removed while {incident.Id} was being exported. Export it again.");
        return HashOf(content) == sha256
            ? content
            : throw new InvalidDataException(
                $"{name} of {incident.Id} is not what was kept: its SHA-256 is another than {sha256}. Somebody has changed the store.");
    }

    /// <summary>The SHA-256 in small hexadecimal digits.</summary>
    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
