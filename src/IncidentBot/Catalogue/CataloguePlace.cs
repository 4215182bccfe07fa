using System.Globalization;

namespace IncidentBot.Catalogue;

/// <summary>Where something stands in a catalogue's file.</summary>
/// <param name="Line">Counts from 1.</param>
/// <param name="Column">Counts from 1.</param>
internal sealed record CataloguePlace(long Line, long Column)
{
    /// <summary>A sentence that begins with the place.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="problem">What is wrong, and what to do.</param>
    public string Say(string file, string problem) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}, line {Line}, column {Column}: {problem}");
}
