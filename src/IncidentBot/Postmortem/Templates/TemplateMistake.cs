using System.Globalization;

namespace IncidentBot.Postmortem.Templates;

/// <summary>A mistake in a template.</summary>
/// <param name="Line">Counts from 1.</param>
/// <param name="Column">Counts from 1, in UTF-16 units.</param>
/// <param name="Sentence">What is wrong, and what to write instead.</param>
public sealed record TemplateMistake(int Line, int Column, string Sentence)
{
    /// <summary>The mistake with its place.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}: {Sentence}");
}

/// <summary>Where something begins in a template.</summary>
/// <param name="Line">Counts from 1.</param>
/// <param name="Column">Counts from 1, in UTF-16 units.</param>
internal sealed record TemplatePlace(int Line, int Column)
{
    /// <summary>The mistake that stands here.</summary>
    public TemplateMistake Wrong(string sentence) => new(Line, Column, sentence);
}
