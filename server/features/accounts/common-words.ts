/** What passwords are most often made of, in English and in Polish: words, names, teams, places, lines of songs. Lower case, plain letters. */
export const commonWords: ReadonlySet<string> = new Set(
  `
password passwort passphrase passcode passwd pass parol haslo moje mojehaslo tajne tajny sekret secret secure security login logon
admin administrator root user username guest test testing tester demo default changeme letmein welcome welcom hello helloworld
access account master system server computer laptop internet website online network windows microsoft google facebook twitter
instagram youtube amazon apple android iphone samsung nokia sony playstation xbox nintendo pokemon minecraft roblox fortnite
parlando tutor teacher student school college university polish polski english angielski lesson lekcja nauka
love loveme iloveyou iloveu loveyou lover lovers mylove myself kocham kochamcie kochanie milosc kochana kochany misiek misiaczek
misiu kotek kotku kicia skarb skarbie sloneczko slonko aniolek buziaczek baby babygirl babyboy honey sweet sweetie sweetheart
sugar angel angels princess prince queen king kings jesus christ jezus maria mary heaven bless blessed faith god lord
dragon monkey tiger lion eagle wolf bear horse rabbit kitten kitty puppy doggy dog cat cats dogs fish shark dolphin butterfly
panther falcon hawk cobra snake spider turtle penguin panda koala elephant zebra chicken piggy birdie kot kota pies pieska
piesek kotki konik rybka zabka myszka mysz tygrys smok wilk lew orzel zajac krolik slon motyl motylek
football futbol soccer baseball basketball hockey tennis golf rugby cricket swimming running racing champion winner player
liverpool arsenal chelsea manchester united city everton barcelona realmadrid madrid juventus milan inter bayern dortmund
legia wisla lech widzew cracovia polonia gornik slask ronaldo messi beckham lewandowski jordan michael tyson
yankees redsox lakers cowboys steelers packers eagles raiders broncos patriots dolphins rangers bulls
summer winter spring autumn sunshine sunny rainbow flower flowers sunflower rose lily daisy cherry orange banana apple peach
strawberry chocolate cookie cookies coffee butter cheese pizza burger pepper ginger candy cream lemon mango melon
lato zima wiosna jesien slonce kwiat kwiatek kwiatuszek truskawka czekolada kawa herbata pomarancza wisnia malina jagoda
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
november december poniedzialek wtorek sroda czwartek piatek sobota niedziela styczen luty marzec kwiecien maj czerwiec lipiec
sierpien wrzesien pazdziernik listopad grudzien
superman batman spiderman ironman starwars skywalker yoda vader trekkie matrix hobbit gandalf frodo harry potter hogwarts
hermione snoopy mickey mouse minnie donald disney simpson homer bart naruto sasuke goku pikachu zelda mario sonic
michael jennifer jessica ashley amanda daniel matthew joshua andrew thomas robert david charlie george james john johnny
william richard joseph anthony nicholas christopher jonathan benjamin samantha elizabeth victoria hannah nicole michelle
melissa rebecca stephanie danielle natalie lauren rachel emily emma olivia sophie sophia chloe jasmine maggie molly lucy
buster bailey cooper rocky max buddy lucky shadow smokey ginger oscar duke pepper peanut snowball precious tigger
anna ania aneta agata agnieszka aleksandra ola alicja barbara basia beata dorota ewa ewelina gosia malgorzata grazyna hania
iwona iza izabela joanna asia jola julia justyna karolina kasia katarzyna kinga klaudia krystyna magda magdalena marta
martyna marysia milena monika natalia natalka ola oliwia patrycja paulina renata sandra sylwia teresa weronika wiktoria zosia zuzia
zuzanna adam adrian andrzej arek artur bartek bartosz damian daniel darek dawid dominik filip grzegorz hubert igor
jacek jakub jan janek jarek jerzy kacper kamil karol konrad krystian krzysztof kuba leszek lukasz maciej maciek marcin marek mariusz
mateusz michal mikolaj milosz norbert oskar patryk pawel piotr piotrek przemek radek rafal robert sebastian slawek stanislaw
szymon tadeusz tomasz tomek wiktor wojtek zbyszek
warszawa warsaw krakow cracow gdansk gdynia sopot poznan wroclaw lodz lublin katowice szczecin bydgoszcz torun bialystok rzeszow
kielce radom polska poland polak london england britain america canada australia germany france paris berlin madrid
moscow tokyo newyork chicago boston dallas texas florida california hollywood vegas miami europe
freedom forever always together friend friends friendship bestfriend family mother father mommy daddy mama tata mamusia
tatus brother sister siostra brat rodzina przyjaciel przyjaciele dziewczyna chlopak corka synek babcia dziadek zycie wolnosc szczescie
happy smile sunshine lucky crazy sexy hottie cutie beautiful pretty lovely gorgeous awesome amazing wonderful perfect
money cash dollar rich gold golden silver diamond diamonds crystal ruby platinum bitcoin million
mustang ferrari porsche mercedes bmw audi toyota honda yamaha suzuki ducati harley corvette camaro ford chevy volkswagen
fiat maluch polonez opel skoda subaru nissan mazda volvo tesla
metallica nirvana slipknot eminem tupac beatles queen acdc pinkfloyd linkinpark greenday blink guitar music rock metal
dance dancer singer piano drummer techno
hunter killer ninja samurai warrior soldier army navy marine sniper police pirate wizard magic knight hero legend ghost zombie
vampire demon devil satan lucifer hacker gangster mafia rebel phantom shadow thunder lightning storm fire ice snow
star stars stargate galaxy moon moonlight midnight sunset sunrise cosmos space rocket planet earth mars venus jupiter saturn
orion phoenix apollo zeus athena titan hercules merlin viking
please trustno nobody nothing anything something whatever whoami blah asdf qwerty qwertz azerty zxcv abcd abcdef
one two three four five six seven eight nine ten zero first last jeden dwa trzy cztery raz
red blue green black white yellow purple pink orange silver brown czarny bialy czerwony niebieski zielony zolty rozowy
fuckyou fuck fucker shit bitch asshole pussy dick cock suck sucker kurwa dupa cipka chuj jebac pierdole spierdalaj
correct horse battery staple
matka ojciec dom domek home house work praca biuro office
`
    .trim()
    .split(/\s+/),
);
