using IncidentBot.Catalogue;
using IncidentBot.Chat;

namespace IncidentBot.Incidents.Services;

/// <summary>Links that share the room of one message: what was added first has its place, the rest is counted.</summary>
/// <param name="window">The incident's window.</param>
internal sealed class LinkLines(TimeWindow window)
{
    // A platform takes some 12,000 characters of a message with its markup, and some 3,000 of a paragraph; addresses are most of it.
    private const int RoomOfMessage = 7500, RoomOfParagraph = 2400;

    private readonly List<Shown> shown = [];
    private int used;

    /// <summary>How many links have no room.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Whether there is any link.</summary>
    public bool IsUsed => shown.Count > 0;

    /// <summary>Adds the links of services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="most">So many of each at most.</param>
    public void Add(IReadOnlyList<KnownOne> services, int most)
    {
        foreach (var one in services)
        {
            // Those about one request are made when somebody has its id.
            var links = one.Service.Links.Where(link => !LinkTemplate.NeedsTrace(link)).ToList();
            foreach (var link in links.Take(most))
            {
                if (LinkTemplate.Fill(link, window) is { } address && Fits(address))
                    shown.Add(new Shown(one, link, address));
                else
                    LeftOut++;
            }

            LeftOut += Math.Max(0, links.Count - most);
        }
    }

    /// <summary>Adds, beside each link that shows a time, the same for the window before.</summary>
    public void AddBefore()
    {
        foreach (var one in shown)
        {
            if (LinkTemplate.Fill(one.Link, window.Before) is { } before && before != one.Address && Fits(before))
                one.Before = before;
        }
    }

    /// <summary>Whether there are links of these services.</summary>
    public bool Has(IReadOnlyList<KnownOne> services) => shown.Exists(one => services.Contains(one.Of));

    /// <summary>The links of these services, a paragraph or more for each.</summary>
    public IEnumerable<Paragraph> Show(IReadOnlyList<KnownOne> services)
    {
        foreach (var of in services)
        {
            var (text, room) = (Begin(of), RoomOfParagraph);
            foreach (var one in shown.Where(one => one.Of == of))
            {
                if (one.Size > room && room < RoomOfParagraph)
                {
                    yield return new Paragraph(text);
                    (text, room) = (Begin(of), RoomOfParagraph);
                }

                text = one.AddTo(room == RoomOfParagraph ? text : text.Plain(" · "));
                room -= one.Size;
            }

            if (room < RoomOfParagraph)
                yield return new Paragraph(text);
        }
    }

    private static RichText Begin(KnownOne of) => RichText.Of("").Bold($"{of.Name}: ");

    private bool Fits(Uri address)
    {
        var size = SizeOf(address);
        if (used + size > RoomOfMessage)
            return false;

        used += size;
        return true;
    }

    private static int SizeOf(Uri address) => LinkTemplate.SizeOf(address) + CatalogueService.LongestName;

    private sealed class Shown(KnownOne of, ServiceLink link, Uri address)
    {
        public KnownOne Of => of;

        public ServiceLink Link => link;

        public Uri Address => address;

        public Uri? Before { get; set; }

        // One link alone may be as long as a paragraph takes; its comparison is left out then.
        public int Size => SizeOf(address) + (IsBeforeShown ? SizeOf(Before!) : 0);

        private bool IsBeforeShown => Before is not null && SizeOf(address) + SizeOf(Before) <= RoomOfParagraph;

        public RichText AddTo(RichText text)
        {
            text = text.Link(address, link.Title);
            return IsBeforeShown ? text.Plain(" (").Link(Before!, "before").Plain(")") : text;
        }
    }
}
