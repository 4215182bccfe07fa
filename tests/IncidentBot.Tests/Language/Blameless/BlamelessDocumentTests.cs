using System.Globalization;
using System.Runtime.CompilerServices;
using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Tests.Language.Blameless;

/// <summary>Whole postmortems: which lines have something to find, and that no others are told.</summary>
public sealed class BlamelessDocumentTests
{
    public static TheoryData<string> Documents => [.. Directory.EnumerateFiles(Folder(), "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_lines_that_blame_are_found_and_no_others(string document)
    {
        var markdown = File.ReadAllText(Path.Combine(Folder(), document + ".md"));
        var expected = File.ReadLines(Path.Combine(Folder(), document + ".expected")).Select(line => int.Parse(line, CultureInfo.InvariantCulture));

        var found = BlamelessCheck.OfMarkdown(markdown, KnownPeople.None).Select(finding => finding.Line).Distinct();

        Assert.Equal(expected, found.Order());
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Corpus", "Documents");
}
