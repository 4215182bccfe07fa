using IncidentBot.Language;

namespace IncidentBot.Tests.Language;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("  two\nlines\r\n here ", "two lines here")]
    [InlineData("bell\u0007 and \u202Eturned\u202C text", "bell and turned text")]
    [InlineData("שלום עולם", "שלום עולם")]
    [InlineData("👩‍👩‍👧 family", "👩‍👩‍👧 family")]
    public void Words_come_into_one_visible_line(string text, string expected) => Assert.Equal(expected, OneLine.Of(text, 200));

    [Theory]
    [InlineData("abcdef", 4, "abc…")]
    [InlineData("ab👩‍👩‍👧cd", 6, "ab…")]
    [InlineData("ab cdef", 4, "ab…")]
    [InlineData("exact", 5, "exact")]
    public void What_is_cut_is_cut_at_a_visible_character(string text, int length, string expected) => Assert.Equal(expected, OneLine.Of(text, length));
}
