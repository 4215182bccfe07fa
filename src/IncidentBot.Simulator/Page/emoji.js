/** Short codes people use around incidents. An unknown code stays as it was written. */
const table = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|clap 👏|pray 🙏|wave 👋|raised_hands 🙌|muscle 💪|point_right 👉|point_down 👇
raising_hand 🙋|handshake 🤝|eyes 👀|brain 🧠|speech_balloon 💬|thought_balloon 💭|heart ❤️|tada 🎉|sparkles ✨|zap ⚡|fire 🔥|boom 💥
pushpin 📌|round_pushpin 📍|bookmark 🔖|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|page_facing_up 📄|newspaper 📰|book 📖|books 📚
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|heavy_multiplication_x ✖️
heavy_plus_sign ➕|heavy_minus_sign ➖|warning ⚠️|rotating_light 🚨|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|construction 🚧
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣
white_circle ⚪|black_circle ⚫|white_large_square ⬜|black_large_square ⬛|red_square 🟥|large_red_square 🟥|large_orange_square 🟧
large_yellow_square 🟨|large_green_square 🟩|large_blue_square 🟦|white_square_button 🔳|black_square_button 🔲
white_small_square ▫️|black_small_square ▪️|small_red_triangle 🔺|small_red_triangle_down 🔻|small_blue_diamond 🔹|small_orange_diamond 🔸
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_upper_right ↗️|arrow_lower_right ↘️|arrows_counterclockwise 🔄|repeat 🔁
rewind ⏪|fast_forward ⏩|track_next ⏭️|arrow_forward ▶️|double_vertical_bar ⏸️|black_square_for_stop ⏹️
hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|timer_clock ⏲️|alarm_clock ⏰|clock1 🕐|clock3 🕒|clock9 🕘|calendar 📅|date 📅|spiral_calendar_pad 🗓️
bell 🔔|no_bell 🔕|mega 📣|loudspeaker 📢|telephone ☎️|phone ☎️|telephone_receiver 📞|pager 📟|email 📧|envelope ✉️|incoming_envelope 📨
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|mag 🔍|mag_right 🔎|microscope 🔬|test_tube 🧪|bulb 💡|link 🔗|paperclip 📎
wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|gear ⚙️|toolbox 🧰|package 📦|rocket 🚀|ship 🚢|airplane ✈️|checkered_flag 🏁|triangular_flag_on_post 🚩
lock 🔒|unlock 🔓|key 🔑|shield 🛡️|bug 🐛|beetle 🐞|computer 💻|desktop_computer 🖥️|floppy_disk 💾|cd 💿|satellite_antenna 📡|electric_plug 🔌|battery 🔋
cloud ☁️|sunny ☀️|snowflake ❄️|droplet 💧|ocean 🌊|earth_africa 🌍|globe_with_meridians 🌐|house 🏠|office 🏢|hospital 🏥|ambulance 🚑
fire_engine 🚒|fire_extinguisher 🧯|firefighter 🧑‍🚒|helmet_with_white_cross ⛑️|adhesive_bandage 🩹|pill 💊|stethoscope 🩺|crown 👑|trophy 🏆|dart 🎯|medal 🏅
busts_in_silhouette 👥|bust_in_silhouette 👤|person_in_tuxedo 🤵|robot_face 🤖|cop 👮|detective 🕵️|sleeping 😴|slightly_smiling_face 🙂|smile 😄|grin 😁|joy 😂
thinking_face 🤔|face_with_monocle 🧐|neutral_face 😐|confused 😕|worried 😟|cry 😢|sob 😭|scream 😱|sweat_smile 😅|facepalm 🤦|shrug 🤷|exploding_head 🤯|sunglasses 😎
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|zero 0️⃣|hash #️⃣|information_source ℹ️|question ❓|grey_question ❔
exclamation ❗|heavy_exclamation_mark ❗|bangbang ‼️|100 💯|ok 🆗|new 🆕|sos 🆘|recycle ♻️|infinity ♾️|end 🔚|soon 🔜|back 🔙|on 🔛|label 🏷️|scroll 📜
card_index_dividers 🗂️|card_file_box 🗃️|file_folder 📁|open_file_folder 📂|wastebasket 🗑️|inbox_tray 📥|outbox_tray 📤|coffee ☕|pizza 🍕|turtle 🐢|snail 🐌`;

const emoji = new Map(table.trim().split(/[\n|]/).map(entry => entry.split(' ')));

/** The codes offered by the reaction picker, the one that makes a timeline entry first. */
export const reactions = [
    'pushpin', 'eyes', 'white_check_mark', 'fire', '+1', 'pray', 'tada', 'rotating_light', 'warning', 'x', 'rocket', 'rewind',
    'bulb', 'mag', 'bug', 'heart', 'thinking_face', 'raised_hands', 'wave', 'hourglass_flowing_sand', '100', 'memo', 'question', 'heavy_plus_sign',
];

/** The character of a short code without colons (skin tones are dropped), or null. */
export function emojiOf(code) {
    return emoji.get(code.split('::')[0]) ?? null;
}

/** Short codes that contain the query, those that begin with it first. */
export function findEmoji(query, count) {
    const found = [...emoji.keys()].filter(code => code.includes(query));
    return found.sort((a, b) => b.startsWith(query) - a.startsWith(query)).slice(0, count);
}

/** Plain text with its short codes replaced. */
export function withEmoji(text) {
    return text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (whole, code) => emojiOf(code) ?? whole);
}
