using System.Text.RegularExpressions;

namespace IncidentBot.Tests.Architecture;

/// <summary>What people write is read in a time that grows with its length, however it was made.</summary>
public sealed partial class LinearTextTests
{
    // It reads what the program itself writes.
    private static readonly string[] Elsewhere = ["Store/RowInsert.cs"];

    /// <summary>The projects that read people's text.</summary>
    public static TheoryData<string> Projects => ["IncidentBot", "IncidentBot.GitHub", "IncidentBot.Monitoring", "IncidentBot.Slack"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_pattern_is_matched_without_going_back_or_only_matches_so_many_characters(string project) => Assert.Empty(
        from file in ProjectSources.Read(project).Files
        where !Elsewhere.Contains(file.Name)
        from pattern in Patterns(file.Text)
        where !IsLinear(pattern)
        select $"{file.Name}: {pattern}");

    [Theory]
    [InlineData("[GeneratedRegex(@\"(a+)+$\", RegexOptions.CultureInvariant)]", false)]
    [InlineData("[GeneratedRegex(\"^a*\", RegexOptions.None)]", false)]
    [InlineData("[GeneratedRegex(\"[a-z]{2,}\", RegexOptions.None)]", false)]
    [InlineData("[GeneratedRegex(\"[a-z]{2,30}\", RegexOptions.None)]", false)]
    [InlineData("[GeneratedRegex(\"^[a-z]{2,30}$\", RegexOptions.None)]", true)]
    [InlineData("[GeneratedRegex(@\"(a+)+$\", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]", true)]
    [InlineData("[GeneratedRegex(@\"(a+)+$\", OnePass)]", true)]
    public void Patterns_that_may_take_long_are_found(string pattern, bool isLinear) =>
        Assert.Equal(isLinear, IsLinear(Assert.Single(Patterns(pattern + "\nprivate static partial Regex A();"))));

    [Fact]
    public void What_makes_a_pattern_of_a_string_is_banned_where_people_s_text_is_read() => Assert.Empty(
        from project in new[] { "IncidentBot", "IncidentBot.Slack" }
        where !ProjectSources.ReadAll().Single(one => one.Name == project).Settings.Contains("BannedSymbols.Text.txt", StringComparison.Ordinal)
        select project);

    private static IEnumerable<string> Patterns(string text) =>
        Attribute().Matches(text).Select(match => match.Value);

    // OnePass stands for a set of options that has it, beside the patterns.
    private static bool IsLinear(string pattern) =>
        pattern.Contains("NonBacktracking", StringComparison.Ordinal) || pattern.Contains("OnePass", StringComparison.Ordinal)
        || (pattern.Contains("\"^", StringComparison.Ordinal) && !Unbounded().IsMatch(pattern.Replace("RegexOptions", string.Empty, StringComparison.Ordinal)));

    [GeneratedRegex(@"GeneratedRegex\((?<all>[\s\S]*?)(private|internal|public) static partial", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"[*+]|,\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Unbounded();
}
