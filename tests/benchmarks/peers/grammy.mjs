// An echo bot with grammY and its runner: `node grammy.mjs ADDRESS`, in a folder where both are installed.
import { Bot } from "grammy";
import { run } from "@grammyjs/runner";

const text = "<b>Schedule</b>\n" + "09:00 – 10:00 Opening ceremony, Main Hall\n".repeat(12);
const rows = [0, 1, 2, 3].map((row) => [0, 1, 2].map((key) => ({ text: "Sunday 26 October", callback_data: `d:${row}${key}` })));
const around = { parse_mode: "HTML", reply_markup: { inline_keyboard: rows } };

const bot = new Bot("1:abcdefghijklmnopqrstuvwxyz", { client: { apiRoot: process.argv[2] } });
for (let number = 0; number < 15; number += 1) bot.command(`other${number}`, (ctx) => ctx.reply(text, around));
bot.command("schedule", (ctx) => ctx.reply(text, around));
bot.on("callback_query:data", async (ctx) => {
  await ctx.answerCallbackQuery();
  await ctx.editMessageText(text, around);
});
await bot.init();
run(bot);
