using System.Text.Json;
using IncidentBot.Host.Terminals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Host.Tests.Terminals;

/// <summary>People's words neither steer the terminal that shows them nor turn the text around them.</summary>
public sealed class TerminalTextTests
{
    private const string Nasty = "a\u001b[2J\u202Eb\u0007\u009Bc\u2066d\u200Fe\r\u0000\u061Cf\u007F";

    [Fact]
    public void Results_and_errors_lose_what_steers_a_terminal()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var terminal = new Terminal(output, errors, ".", ShowsProgress: false);

        terminal.Out.WriteLine(Nasty);
        terminal.Error.Write(Nasty.ToCharArray());
        terminal.Out.Write('\u001b');

        Assert.Equal(("a[2Jbcdef\n", "a[2Jbcdef"), (output.ToString().ReplaceLineEndings("\n"), errors.ToString()));
    }

    [Theory]
    [InlineData(true, "a[2Jbcdef")]
    [InlineData(false, Nasty)]
    public void A_record_goes_into_a_file_as_it_is_and_to_a_person_without(bool isWatched, string written)
    {
        using var output = new StringWriter();

        new Terminal(output, output, ".", ShowsProgress: isWatched).Record.Write(Nasty);

        Assert.Equal(written, output.ToString());
    }

    [Fact]
    public void Json_says_the_same_with_escapes()
    {
        var json = JsonSerializer.Serialize(Nasty, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        var escaped = TerminalText.EscapeInJson(json);

        Assert.DoesNotContain(escaped, TerminalText.IsUnsafe);
        Assert.Equal(Nasty, JsonSerializer.Deserialize<string>(escaped));
    }

    [Fact]
    public void A_line_of_the_log_is_one_line_without_them()
    {
        using var output = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Debug, "Cat", new EventId(7), $"{Nasty}\nfail: forged", new InvalidOperationException(Nasty), (state, _) => state);

        new LogLine().Write(entry, null, output);

        var line = output.ToString().TrimEnd();
        Assert.DoesNotContain('\n', line);
        Assert.Contains("Cat[7] a[2Jbcdef fail: forged", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', line);
    }
}
