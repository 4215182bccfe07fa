using IncidentBot.Chat;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Makes cards of every part, from empty to far too long.</summary>
internal static class RandomCards
{
    public static Card Make(Random random) =>
        new(RandomText.Make(random, Pieces(random)), [.. Enumerable.Range(0, random.Next(0, random.Next(4) == 0 ? 70 : 12)).Select(_ => Part(random))]);

    public static RichText Text(Random random, int pieces) =>
        new([.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Piece(random, pieces))]);

    private static int Pieces(Random random) => random.Next(5) switch { 0 => 0, 1 => 4000, _ => random.Next(1, 40) };

    private static CardPart Part(Random random) => random.Next(8) switch
    {
        6 => new Checks("tick_boxes", $"7|{random.Next()}", [.. Enumerable.Range(0, random.Next(1, 11)).Select(number => Box(random, number))]),
        0 => new Heading(RandomText.Make(random, Pieces(random))),
        1 => new Paragraph(Text(random, Pieces(random)), random.Next(2) == 0 ? Button(random) : null, random.Next(4) == 0 ? new Menu([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Button(random))]) : null),
        2 => new Fields([.. Enumerable.Range(0, random.Next(0, 14)).Select(_ => new Field(RandomText.Make(random, 5), Text(random, random.Next(0, 30))))]),
        3 => new SmallPrint(Text(random, Pieces(random))),
        4 => new Buttons([.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => Button(random))]),
        _ => new Rule(),
    };

    private static Box Box(Random random, int number) =>
        new($"step-{number}", RandomText.Make(random, Pieces(random)), random.Next(2) == 0, random.Next(2) == 0 ? Text(random, random.Next(0, 30)) : null, Button(random));

    private static Button Button(Random random) => new(
        new[] { "tick_step", "skip_step", "show" }[random.Next(3)],
        RandomText.Make(random, random.Next(0, 60)),
        new string('v', random.Next(0, 60)),
        (ButtonStyle)random.Next(3),
        random.Next(3) == 0 ? RandomText.Make(random, random.Next(0, 200)) : null);

    private static Span Piece(Random random, int pieces) => random.Next(7) switch
    {
        0 => new BoldSpan(RandomText.Make(random, random.Next(0, 10))),
        1 => new CodeSpan(RandomText.Make(random, random.Next(0, 10))),
        2 => new PersonSpan(new PersonId("U12345"), RandomText.Make(random, 3)),
        3 => new ChannelSpan(new ChannelId("C12345"), RandomText.Make(random, 3)),
        4 => new TimeSpanText(DateTimeOffset.FromUnixTimeSeconds(random.Next())),
        5 => new LinkSpan(new Uri("https://example.com/a?b=c&d=e|f"), RandomText.Make(random, random.Next(0, 200))),
        6 => new StruckSpan(RandomText.Make(random, random.Next(0, 10))),
        _ => new PlainSpan(RandomText.Make(random, pieces)),
    };
}
