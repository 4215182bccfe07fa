using IncidentBot.Language.Blameless;

namespace IncidentBot.Host.Linting;

/// <summary>A finding with its file.</summary>
/// <param name="File">The file, as the person named it.</param>
/// <param name="Finding">What was found.</param>
internal sealed record FileFinding(string File, BlamelessFinding Finding);
