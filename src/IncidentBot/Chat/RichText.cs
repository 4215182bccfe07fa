using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using IncidentBot.Language;

namespace IncidentBot.Chat;

/// <summary>A line of text for people, in pieces whose look each platform decides; plain pieces are always escaped.</summary>
public sealed record RichText(IReadOnlyList<Span> Spans)
{
    /// <summary>Text as it is, without any mark-up meaning.</summary>
    public static RichText Of(string plain) => new([new PlainSpan(plain)]);

    /// <summary>Text with formatted pieces: holes that hold a <see cref="Span"/> keep their form, anything else is plain.</summary>
    public static RichText Of(RichTextHandler text) => text.Text;

    /// <summary>People's words with what is code and what is bold in them; other formats are left to documents.</summary>
    public static RichText Of(FormattedText text)
    {
        var spans = new List<Span>();
        var at = 0;
        foreach (var format in text.Formats.Where(one => one.Kind is FormatKind.Code or FormatKind.CodeBlock or FormatKind.Bold))
        {
            if (format.Start < at)
                continue;
            if (format.Start > at)
                spans.Add(new PlainSpan(text.Plain[at..format.Start]));
            var words = text.Plain.Substring(format.Start, format.Length);
            spans.Add(format.Kind == FormatKind.Bold ? new BoldSpan(words) : new CodeSpan(words));
            at = format.Start + format.Length;
        }

        if (at < text.Plain.Length)
            spans.Add(new PlainSpan(text.Plain[at..]));
        return new RichText(spans);
    }

    /// <summary>Lets a plain string stand where rich text is asked for.</summary>
    public static implicit operator RichText(string plain) => Of(plain);

    /// <summary>Adds plain text.</summary>
    public RichText Plain(string text) => With(new PlainSpan(text));

    /// <summary>Adds text in bold.</summary>
    public RichText Bold(string text) => With(new BoldSpan(text));

    /// <summary>Adds text that is struck through: it was said, and no longer counts.</summary>
    public RichText Struck(string text) => With(new StruckSpan(text));

    /// <summary>Adds text in a code face.</summary>
    public RichText Code(string text) => With(new CodeSpan(text));

    /// <summary>Adds a command as it is typed, without the prefix.</summary>
    public RichText Command(string words) => With(new CommandSpan(words));

    /// <summary>Adds a person by id, shown by the name that the platform knows.</summary>
    public RichText Person(PersonId person, string name) => With(new PersonSpan(person, name));

    /// <summary>Adds a channel by id, shown by the name that the platform knows.</summary>
    public RichText Channel(ChannelId channel, string name) => With(new ChannelSpan(channel, name));

    /// <summary>Adds an instant, shown in the reader's own time zone where the platform can.</summary>
    public RichText Time(DateTimeOffset at) => With(new TimeSpanText(at));

    /// <summary>Adds a link with its label.</summary>
    public RichText Link(Uri address, string label) => With(new LinkSpan(address, label));

    /// <summary>The words alone, for notifications and screen readers; instants in UTC.</summary>
    public string ToPlainText()
    {
        var text = new StringBuilder();
        foreach (var span in Spans)
        {
            text.Append(span.ToPlainText());
        }

        return text.ToString();
    }

    /// <summary>Adds another text behind this one.</summary>
    public RichText Then(RichText text) => new([.. Spans, .. text.Spans]);

    /// <summary>All of these texts with a plain text between each two; of none, an empty text.</summary>
    public static RichText Joined(string between, IEnumerable<RichText> texts) =>
        texts.Aggregate(new RichText([]), (all, one) => all.Spans.Count == 0 ? one : all.Plain(between).Then(one));

    private RichText With(Span span) => new([.. Spans, span]);
}

/// <summary>One piece of a <see cref="RichText"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(PlainSpan), "plain")]
[JsonDerivedType(typeof(BoldSpan), "bold")]
[JsonDerivedType(typeof(StruckSpan), "struck")]
[JsonDerivedType(typeof(CodeSpan), "code")]
[JsonDerivedType(typeof(CommandSpan), "command")]
[JsonDerivedType(typeof(PersonSpan), "person")]
[JsonDerivedType(typeof(ChannelSpan), "channel")]
[JsonDerivedType(typeof(TimeSpanText), "time")]
[JsonDerivedType(typeof(LinkSpan), "link")]
public abstract record Span
{
    /// <summary>The words of this piece alone.</summary>
    public abstract string ToPlainText();

    /// <summary>The words alone, so that a piece that ends up in a plain string can still be read.</summary>
    public sealed override string ToString() => ToPlainText();
}

/// <summary>Text without mark-up meaning.</summary>
public sealed record PlainSpan(string Text) : Span
{
    /// <inheritdoc/>
    public override string ToPlainText() => Text;
}

/// <summary>Text that stands out.</summary>
public sealed record BoldSpan(string Text) : Span
{
    /// <inheritdoc/>
    public override string ToPlainText() => Text;
}

/// <summary>Text that no longer counts; where a platform can't strike it through, it stands plain.</summary>
public sealed record StruckSpan(string Text) : Span
{
    /// <inheritdoc/>
    public override string ToPlainText() => Text;
}

/// <summary>Text to be typed or read letter by letter.</summary>
public sealed record CodeSpan(string Text) : Span
{
    /// <inheritdoc/>
    public override string ToPlainText() => Text;
}

/// <summary>A command of the bot, as a person types it.</summary>
/// <param name="Words">What stands behind the prefix, such as <c>help</c>.</param>
/// <param name="ByMention">
/// Whether it is typed behind a mention of the bot: slash commands do not run in threads. False: behind the slash command.
/// </param>
public sealed record CommandSpan(
    string Words, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool ByMention = false) : Span
{
    /// <summary>What stands before every command.</summary>
    public const string Prefix = "/incident";

    /// <summary>What stands before a command that is typed as a mention.</summary>
    public const string Mention = "@IncidentBot";

    /// <inheritdoc/>
    public override string ToPlainText() => $"{(ByMention ? Mention : Prefix)} {Words}";
}

/// <summary>A person; the name is what is shown where the platform cannot look it up.</summary>
public sealed record PersonSpan(PersonId Person, string Name) : Span
{
    /// <inheritdoc/>
    public override string ToPlainText() => Name;
}

/// <summary>A channel; the name stands without its number sign.</summary>
public sealed record ChannelSpan(ChannelId Channel, string Name) : Span
{
    /// <inheritdoc/>
    public override string ToPlainText() => "#" + Name;
}

/// <summary>An instant, kept in UTC.</summary>
public sealed record TimeSpanText(DateTimeOffset At) : Span
{
    /// <inheritdoc/>
    public override string ToPlainText() =>
        At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

/// <summary>A link; only http and https are rendered as links.</summary>
public sealed record LinkSpan(Uri Address, string Label) : Span
{
    /// <inheritdoc/>
    public override string ToPlainText() => Label;
}
